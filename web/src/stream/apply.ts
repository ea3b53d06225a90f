// What comes down the stream, put where it belongs: facts make queries old, ticks and words go to the live jobs.
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Positions } from '../api/positions';
import type { LiveJobs, ProgressTick, TokenPiece } from './live-jobs';
import type { StreamMessage } from './sse';
import { isLogEvent, type LogEvent, touches } from './touches';

/** Events come in bursts (a version with its scenes): their queries are refetched once. */
const COALESCE_MS = 60;

export interface Applier {
  message: (message: StreamMessage) => void;
  /** The stream is at this position, and what was read before may be older. */
  begin: (position: number) => void;
}

export function makeApplier(client: QueryClient, live: LiveJobs, positions: Positions): Applier {
  const stale = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    const all = [...stale.values()];
    stale.clear();
    for (const queryKey of all) void client.invalidateQueries({ queryKey });
  };
  const spoil = (queryKeys: QueryKey[]) => {
    for (const key of queryKeys) stale.set(JSON.stringify(key), key);
    if (stale.size && timer === undefined) timer = setTimeout(flush, COALESCE_MS);
  };
  const begin = (position: number) => {
    if (positions.begin(position)) void client.invalidateQueries();
  };
  const durable = (event: LogEvent) => {
    positions.noteEvent(event.position);
    spoil(touches(event));
    const attempt = Number(event.data.attempt ?? 0);
    if (event.type === 'job.started') live.started(event.aggregate_id, attempt);
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

const ENDS = new Set(['job.completed', 'job.failed', 'job.cancelled', 'job.refused', 'job.attempt_failed']);
