// Server-sent events over fetch. Unlike EventSource it sees status codes (a 401 is not an outage), keeps
// Last-Event-ID when the connection is made anew, and notices a socket that went silent.
import { createParser } from 'eventsource-parser';

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'signed-out' | 'closed';

export interface StreamMessage {
  type: string;
  data: unknown;
  id: string | undefined;
}

export interface StreamOptions {
  url: string;
  /** Cursor to resume after; without one the server begins with a snapshot. */
  after?: string | undefined;
  onMessage: (message: StreamMessage) => void;
  onState?: (state: StreamState) => void;
  /** Asked on 401. True: the session was renewed, try again. Throws when the server could not be asked. */
  onUnauthorized?: () => Promise<boolean>;
  /** Silence that means a dead socket. The server sends a comment every 15 s. */
  idleMs?: number;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  random?: () => number;
}

export interface Stream {
  close: () => void;
  readonly lastEventId: string | undefined;
}

const IDLE_MS = 40_000;
const RETRY_MS = 2000;
const MOST_MS = 30_000;
/** A stream that lived this long and then ended whole was ended on purpose: its successor is opened at once. */
const LIVED_MS = 5000;

/** Pause before try number `tries` (1, 2, …): exponential, at most 30 s, the upper half of it at random. */
export const backOff = (tries: number, base: number, random: number): number =>
  Math.min(MOST_MS, base * 2 ** Math.min(tries - 1, 5)) * (0.5 + random / 2);

/** Seconds or an HTTP date, as `Retry-After` allows, in milliseconds. */
export function retryAfter(header: string | null, now: number): number {
  if (!header) return 0;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isFinite(ms) ? Math.min(MOST_MS, Math.max(0, ms)) : 0;
}

class Refused extends Error {
  readonly waitMs: number;
  constructor(waitMs: number) {
    super('stream refused');
    this.waitMs = waitMs;
  }
}

export function openStream(options: StreamOptions): Stream {
  const ask = options.fetch ?? ((url: string, init: RequestInit) => fetch(url, init));
  const random = options.random ?? Math.random;
  let last = options.after;
  let base = RETRY_MS;
  let tries = 0;
  let closed = false;
  let connection: AbortController | undefined;
  let wake: () => void = () => {};

  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  /** One connection, until it ends. Throws when it could not be made or broke. */
  async function connect(): Promise<'ended' | 'signed-out' | 'renewed'> {
    connection = new AbortController();
    const { signal } = connection;
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => connection?.abort(), options.idleMs ?? IDLE_MS);
    };
    try {
      alive();
      const headers: Record<string, string> = { accept: 'text/event-stream' };
      if (last !== undefined) headers['last-event-id'] = last;
      const response = await ask(options.url, {
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        signal,
      });
      if (response.status === 401) return (await options.onUnauthorized?.()) ? 'renewed' : 'signed-out';
      if (!response.ok || !response.body)
        throw new Refused(retryAfter(response.headers.get('retry-after'), Date.now()));
      options.onState?.('live');
      await read(response.body, alive);
      return 'ended';
    } finally {
      clearTimeout(watchdog);
    }
  }

  async function read(body: ReadableStream<Uint8Array>, alive: () => void) {
    const parser = createParser({
      onEvent: ({ event, data, id }) => {
        if (id !== undefined) last = id;
        options.onMessage({ type: event ?? 'message', data: data ? JSON.parse(data) : undefined, id });
      },
      onRetry: (ms) => {
        base = ms;
      },
    });
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      tries = 0; // bytes came: the next failure is a new one
      parser.feed(decoder.decode(value, { stream: true }));
    }
  }

  async function run() {
    let renewals = 0;
    options.onState?.('connecting');
    while (!closed) {
      let atLeast = 0;
      const opened = Date.now();
      try {
        const end = await connect();
        if (end === 'signed-out' || (end === 'renewed' && ++renewals > 2)) {
          closed = true;
          options.onState?.('signed-out');
          return;
        }
        if (end === 'renewed') continue;
        renewals = 0;
        if (!closed && Date.now() - opened > LIVED_MS) continue;
      } catch (thrown) {
        if (thrown instanceof Refused) atLeast = thrown.waitMs;
      }
      if (closed) return;
      tries += 1;
      options.onState?.('reconnecting');
      await pause(Math.max(atLeast, backOff(tries, base, random())));
    }
  }

  const hurry = () => wake();
  globalThis.addEventListener?.('online', hurry);
  globalThis.document?.addEventListener?.('visibilitychange', hurry);
  void run();

  return {
    close() {
      if (closed) return;
      closed = true;
      connection?.abort();
      wake();
      globalThis.removeEventListener?.('online', hurry);
      globalThis.document?.removeEventListener?.('visibilitychange', hurry);
      options.onState?.('closed');
    },
    get lastEventId() {
      return last;
    },
  };
}
