// What comes down the stream, put where it belongs: facts make queries old, ticks and words go to the live jobs.
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Positions } from '../api/positions';
import type { LiveJobs, ProgressTick, TokenPiece } from './live-jobs';
import type { StreamMessage } from './sse';
import { isLogEvent, type LogEvent, touches } from './touches';

/** Events come in bursts (a version with its scenes): their queries are refetched once. */
const COALESCE_MS = 60;
/** A production says something many times a second: the same query is refetched at most twice. */
const PACE_MS = 500;
/** A read that takes longer than this is asked again, though it is still on its way. */
const PATIENCE_MS = 5_000;

export interface Applier {
  message: (message: StreamMessage) => void;
  /** The stream is at this position, and what was read before may be older. */
  begin: (position: number) => void;
}

export function makeApplier(client: QueryClient, live: LiveJobs, positions: Positions): Applier {
  const stale = new Map<string, QueryKey>();
  const asked = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    const now = Date.now();
    for (const [id, queryKey] of stale) {
      const since = now - (asked.get(id) ?? Number.NEGATIVE_INFINITY);
      // To ask again while the last answer is on its way would put it off for ever.
      if (since < PACE_MS || (since < PATIENCE_MS && client.isFetching({ queryKey }) > 0)) continue;
      stale.delete(id);
      asked.set(id, now);
      void client.invalidateQueries({ queryKey });
    }
    wait();
  };
  const wait = () => {
    if (stale.size && timer === undefined) timer = setTimeout(flush, COALESCE_MS);
  };
  const spoil = (queryKeys: QueryKey[]) => {
    for (const key of queryKeys) stale.set(JSON.stringify(key), key);
    wait();
  };
  const begin = (position: number) => {
    if (positions.begin(position)) void client.invalidateQueries();
  };
  const durable = (event: LogEvent) => {
    positions.noteEvent(event.position);
    spoil(touches(event));
    const attempt = Number(event.data.attempt ?? 0);
    if (event.type === 'job.started') live.started(event.aggregate_id, attempt);
    else if (event.type === 'job.retried') live.reopened(event.aggregate_id);
    else if (ENDS.has(event.type)) live.ended(event.aggregate_id);
  };

  return {
    begin,
    message({ type, data }) {
      if (type === 'progress') live.tick(data as ProgressTick);
      else if (type === 'token') live.token(data as TokenPiece);
      else if (type === 'snapshot') begin(Number((data as { position: number }).position));
      else if (isLogEvent(data)) durable(data);
    },
  };
}

const ENDS = new Set(
  [
    'completed',
    'reused',
    'produced',
    'partially_completed',
    'failed',
    'cancelled',
    'refused',
    'attempt_failed',
    'released',
  ].map((end) => `job.${end}`),
);
