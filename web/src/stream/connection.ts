// The browser's one stream, as the rooms see it: its state, and its start and end with the session.
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { fetchInSession, http, refreshSession, unwrap } from '../api/client';
import { positions } from '../api/positions';
import { queryClient } from '../api/query';
import { makeApplier } from './apply';
import { type LiveJob, liveJobs } from './live-jobs';
import { openShared } from './shared';
import type { StreamState } from './sse';

let state: StreamState = 'connecting';
const watchers = new Set<() => void>();

function setState(next: StreamState): void {
  if (next === state) return;
  const returned = state === 'reconnecting' && next === 'live';
  state = next;
  for (const watcher of watchers) watcher();
  // What failed while the server was away is asked again now.
  if (returned) void queryClient.invalidateQueries({ predicate: (q) => q.state.status === 'error' });
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const useConnection = (): StreamState => useSyncExternalStore(watch, () => state);

export function useLiveJob(id: string | undefined): LiveJob | undefined {
  const subscribe = useCallback((watcher: () => void) => (id ? liveJobs.watch(id, watcher) : () => {}), [id]);
  return useSyncExternalStore(subscribe, () => (id ? liveJobs.get(id) : undefined));
}

liveJobs.onGap = async (id) => {
  const job = await unwrap(http.GET('/api/v1/jobs/{id}', { params: { path: { id } } }));
  const text = job.progress?.text;
  return text ? { attempt: job.attempt, text } : undefined;
};

/** Streams for as long as the component that uses it is shown. `onSignedOut` when the session is over. */
export function useStream(accountId: string, onSignedOut: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stream follows the account, not the callback
  useEffect(() => {
    const applier = makeApplier(queryClient, liveJobs, positions);
    const stream = openShared(`spool-stream-${accountId}`, {
      url: '/api/v1/events',
      fetch: fetchInSession,
      onMessage: applier.message,
      onJoin: (position) => applier.begin(Number(position)),
      onUnauthorized: refreshSession,
      onState: (next) => {
        setState(next);
        if (next === 'signed-out') onSignedOut();
      },
    });
    return () => {
      stream.close();
      liveJobs.clear();
      positions.reset();
    };
  }, [accountId]);
}
