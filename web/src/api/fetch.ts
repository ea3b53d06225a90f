// The two promises every request gets: a session that ran out is renewed once and the request repeated, and a read is
// never older than what the stream has already shown.
import type { Positions } from './positions';

export type Fetch = (request: Request) => Promise<Response>;

export interface SessionHooks {
  /** Renews the session. False: it is over. Throws when the server could not be asked. */
  refresh: () => Promise<boolean>;
  /** The session is over and cannot be renewed. */
  onLost: () => void;
}

const OPENING = /\/auth\/(login|register|refresh|logout)$/;

/** On 401: refresh once, repeat the request, and give up the session only when the refresh was refused. */
export function withSession(next: Fetch, hooks: SessionHooks): Fetch {
  return async (request) => {
    if (OPENING.test(new URL(request.url).pathname)) return next(request);
    const again = request.clone();
    const response = await next(request);
    if (response.status !== 401) return response;
    if (!(await hooks.refresh())) {
      hooks.onLost();
      return response;
    }
    return next(again);
  };
}

const WAITS_MS = [40, 80, 160, 320, 640];

/** Asks again, with growing pauses, while a read is older than the stream; past the last pause it takes what there is. */
export function withFreshReads(next: Fetch, positions: Positions, waits = WAITS_MS): Fetch {
  return async (request) => {
    if (request.method !== 'GET') return next(request);
    const wanted = positions.stream;
    for (const wait of [...waits, 0]) {
      const response = await next(wait ? request.clone() : request);
      const position = Number(response.headers.get('spool-position') ?? Number.NaN);
      if (Number.isNaN(position) || position >= wanted || wait === 0) {
        if (!Number.isNaN(position)) positions.noteRead(position);
        return response;
      }
      await response.body?.cancel();
      await new Promise((done) => setTimeout(done, wait));
    }
    throw new Error('unreachable: the last wait returns');
  };
}

/** One refresh at a time, however many requests found the session over. */
export function singleFlight<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
