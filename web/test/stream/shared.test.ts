import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openShared } from '../../src/stream/shared';
import type { StreamMessage } from '../../src/stream/sse';

// happy-dom has no Web Locks: one exclusive lock, handed on in order, is all the code relies on.
class OneLock {
  #queue: (() => void)[] = [];
  #held = false;
  request(_name: string, options: { signal: AbortSignal }, work: () => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = async () => {
        this.#held = true;
        await work();
        this.#held = false;
        resolve();
        this.#queue.shift()?.();
      };
      options.signal.addEventListener('abort', () => {
        this.#queue = this.#queue.filter((one) => one !== begin);
        reject(new DOMException('aborted', 'AbortError'));
      });
      if (this.#held) this.#queue.push(begin);
      else void begin();
    });
  }
}

const servers: { after: string | null; send: (text: string) => void }[] = [];
const fetchStream = async (_url: string, init: RequestInit) => {
  const after = new Headers(init.headers).get('last-event-id');
  return new Response(
    new ReadableStream<Uint8Array>({
      start(control) {
        servers.push({ after, send: (text) => control.enqueue(new TextEncoder().encode(text)) });
        init.signal?.addEventListener('abort', () => control.error(new Error('aborted')));
      },
    }),
  );
};

function tab(name: string) {
  const got: StreamMessage[] = [];
  const states: string[] = [];
  const joins: string[] = [];
  const stream = openShared(name, {
    url: '/api/v1/events',
    fetch: fetchStream,
    onMessage: (message) => got.push(message),
    onState: (state) => states.push(state),
    onJoin: (position) => joins.push(position),
  });
  return { stream, got, states, joins };
}
const settle = () => new Promise((done) => setTimeout(done, 30));

beforeEach(() => {
  servers.length = 0;
  vi.stubGlobal('navigator', { userAgent: 'test', locks: new OneLock() });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('two tabs open one stream and both hear it', async () => {
  const first = tab('a');
  await settle();
  servers[0]?.send('id: 4\nevent: snapshot\ndata: {"position":4}\n\n');
  await settle();
  const second = tab('a');
  await settle();
  servers[0]?.send('id: 5\nevent: script.created\ndata: {}\n\n');
  await settle();
  expect(servers).toHaveLength(1);
  expect(first.got.map((m) => m.id)).toEqual(['4', '5']);
  expect(second.got.map((m) => m.id)).toEqual(['5']);
  expect(second.joins).toEqual(['4']);
  expect(second.states).toContain('live');
  first.stream.close();
  second.stream.close();
});

test('when the streaming tab goes, the next resumes after the last position it heard', async () => {
  const first = tab('b');
  await settle();
  const second = tab('b');
  await settle();
  servers[0]?.send('id: 6\nevent: snapshot\ndata: {"position":6}\n\n');
  servers[0]?.send('id: 7\nevent: script.created\ndata: {}\n\n');
  await settle();
  first.stream.close();
  await settle();
  expect(servers).toHaveLength(2);
  expect(servers[1]?.after).toBe('7');
  servers[1]?.send('id: 7\nevent: script.created\ndata: {}\n\n');
  servers[1]?.send('id: 8\nevent: script.retitled\ndata: {}\n\n');
  await settle();
  expect(second.got.map((m) => m.id)).toEqual(['6', '7', '8']);
  second.stream.close();
});

test('without Web Locks each tab streams by itself', async () => {
  vi.stubGlobal('navigator', { userAgent: 'test' });
  const first = tab('c');
  const second = tab('c');
  await settle();
  expect(servers).toHaveLength(2);
  first.stream.close();
  second.stream.close();
});
