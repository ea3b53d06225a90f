import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backOff, openStream, retryAfter, type StreamMessage, type StreamState } from '../../src/stream/sse';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const body = (...chunks: (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    start(control) {
      for (const chunk of chunks)
        control.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      control.close();
    },
  });
const ok = (...chunks: (string | Uint8Array)[]) => new Response(body(...chunks), { status: 200 });
const never = () => new Promise<Response>(() => {});

/** A server that answers with each reply in turn and then not at all; what was asked and what came of it. */
function play(
  replies: (() => Response | Promise<Response>)[],
  over: Partial<Parameters<typeof openStream>[0]> = {},
) {
  const asked: (string | null)[] = [];
  const got: StreamMessage[] = [];
  const states: StreamState[] = [];
  const stream = openStream({
    url: '/api/v1/events',
    random: () => 1,
    onMessage: (message) => got.push(message),
    onState: (state) => states.push(state),
    fetch: async (_url, init) => {
      asked.push(new Headers(init.headers).get('last-event-id'));
      return (replies.shift() ?? never)();
    },
    ...over,
  });
  return { stream, asked, got, states };
}

test('resumes after the last whole event, across a cut inside a frame and a refusal', async () => {
  const { stream, asked, got, states } = play(
    [
      () => ok('id: 7\nevent: job.queued\nda', 'ta: {"a":1}\n\n', 'id: 8\nevent: job.started\ndata: {"a"'),
      () => new Response(null, { status: 503 }),
      () => ok('id: 8\nevent: job.started\ndata: {"a":2}\n\n'),
    ],
    { after: '5' },
  );
  await vi.advanceTimersByTimeAsync(60_000);
  stream.close();
  expect(asked.slice(0, 3)).toEqual(['5', '7', '7']);
  expect(asked[3]).toBe('8');
  expect(got).toEqual([
    { type: 'job.queued', data: { a: 1 }, id: '7' },
    { type: 'job.started', data: { a: 2 }, id: '8' },
  ]);
  expect(states.slice(0, 3)).toEqual(['connecting', 'live', 'reconnecting']);
  expect(states.at(-1)).toBe('closed');
});

test('a first connection asks for no position, and the snapshot gives it one', async () => {
  const { stream, asked } = play([() => ok('event: snapshot\nid: 41\ndata: {"position":41}\n\n')]);
  await vi.advanceTimersByTimeAsync(10_000);
  stream.close();
  expect(asked).toEqual([null, '41']);
});

test('ticks without an id leave the position where it was', async () => {
  const { stream } = play([
    () => ok('id: 3\nevent: a\ndata: {}\n\n', 'event: progress\ndata: {"job_id":"j"}\n\n'),
  ]);
  await vi.advanceTimersByTimeAsync(10);
  expect(stream.lastEventId).toBe('3');
  stream.close();
});

test('a letter cut in the middle of its bytes arrives whole', async () => {
  const bytes = new TextEncoder().encode('data: {"text":"né"}\n\n');
  const cut = bytes.indexOf(0xc3) + 1;
  const { stream, got } = play([() => ok(bytes.slice(0, cut), bytes.slice(cut))]);
  await vi.advanceTimersByTimeAsync(10);
  stream.close();
  expect(got[0]?.data).toEqual({ text: 'né' });
});

test('the server’s retry is the base of the back-off', async () => {
  const { stream, asked } = play([() => ok('retry: 100\n\n'), never]);
  await vi.advanceTimersByTimeAsync(90);
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(asked.length).toBe(2);
  stream.close();
});

test('pauses double, to half a minute and no further', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 40].map((n) => backOff(n, 2000, 1))).toEqual([
    2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000,
  ]);
  expect(backOff(1, 2000, 0)).toBe(1000);
});

test('Retry-After is seconds or a date, never longer than half a minute', () => {
  expect(retryAfter(null, 0)).toBe(0);
  expect(retryAfter('3', 0)).toBe(3000);
  expect(retryAfter('9999', 0)).toBe(30_000);
  expect(retryAfter('Thu, 01 Jan 1970 00:00:10 GMT', 4000)).toBe(6000);
  expect(retryAfter('nonsense', 0)).toBe(0);
});

test('a refusal with Retry-After is waited out', async () => {
  const { stream, asked } = play([
    () => new Response(null, { status: 503, headers: { 'retry-after': '9' } }),
    never,
  ]);
  await vi.advanceTimersByTimeAsync(8900);
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.length).toBe(2);
  stream.close();
});

test('401 renews the session and goes on without a pause', async () => {
  const onUnauthorized = vi.fn(async () => true);
  const { stream, states, got } = play(
    [() => new Response(null, { status: 401 }), () => ok('id: 1\nevent: a\ndata: {}\n\n')],
    { onUnauthorized },
  );
  await vi.advanceTimersByTimeAsync(1);
  expect(onUnauthorized).toHaveBeenCalledTimes(1);
  expect(got).toHaveLength(1);
  expect(states).not.toContain('signed-out');
  stream.close();
});

test('401 with a refused renewal ends it', async () => {
  const { asked, states } = play([() => new Response(null, { status: 401 })], {
    onUnauthorized: async () => false,
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states.at(-1)).toBe('signed-out');
  expect(asked).toHaveLength(1);
});

test('401 with nobody there to renew is an outage, not a goodbye', async () => {
  const { stream, asked, states } = play([() => new Response(null, { status: 401 }), never], {
    onUnauthorized: () => Promise.reject(new TypeError('network')),
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states).not.toContain('signed-out');
  expect(asked.length).toBe(2);
  stream.close();
});

test('a socket that went silent is dropped and opened anew; a comment keeps it', async () => {
  let feed: (text: string) => void = () => {};
  const quiet = (signal: AbortSignal) =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(control) {
          feed = (text) => control.enqueue(new TextEncoder().encode(text));
          signal.addEventListener('abort', () => control.error(new Error('aborted')));
        },
      }),
    );
  let asked = 0;
  const stream = openStream({
    url: '/x',
    idleMs: 1000,
    onMessage: () => {},
    fetch: async (_url, init) => {
      asked += 1;
      return quiet(init.signal as AbortSignal);
    },
  });
  await vi.advanceTimersByTimeAsync(900);
  feed(': keep-alive\n\n');
  await vi.advanceTimersByTimeAsync(900);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toBeGreaterThan(1);
  stream.close();
});

test('a stream that the server ends on purpose is opened again at once, without a word', async () => {
  let end: () => void = () => {};
  const long = () =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(control) {
          control.enqueue(new TextEncoder().encode('id: 9\nevent: a\ndata: {}\n\n'));
          end = () => control.close();
        },
      }),
    );
  const { stream, asked, states } = play([long, never]);
  await vi.advanceTimersByTimeAsync(20_000);
  end();
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual([null, '9']);
  expect(states).toEqual(['connecting', 'live']);
  stream.close();
});
