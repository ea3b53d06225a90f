// One stream per browser. Over HTTP/1.1 a browser opens six connections to a server, so six tabs with a stream each
// would leave none for anything else. The tab that holds the Web Lock streams, and repeats what it hears to the others;
// when it goes, the lock passes on and the next tab resumes after the last position it heard.
import { openStream, type Stream, type StreamMessage, type StreamOptions, type StreamState } from './sse';

type Word =
  | { kind: 'hello' }
  | { kind: 'state'; state: StreamState; position: string | undefined }
  | { kind: 'message'; message: StreamMessage };

export interface SharedOptions extends StreamOptions {
  /** A tab that joins a running stream gets no snapshot; it gets the position the stream is at. */
  onJoin?: (position: string) => void;
}

/** Web Locks need a secure context: on plain HTTP to another machine each tab has to stream by itself. */
export const canShare = () => Boolean(globalThis.navigator?.locks) && 'BroadcastChannel' in globalThis;

export function openShared(name: string, options: SharedOptions): Stream {
  if (!canShare()) return openStream(options);

  const channel = new BroadcastChannel(name);
  const giveUp = new AbortController();
  let last = options.after;
  let state: StreamState = 'connecting';
  let leader: Stream | undefined;
  let letGo: () => void = () => {};
  let joined = false;
  let closed = false;

  const say = (word: Word) => {
    if (!closed) channel.postMessage(word);
  };
  const setState = (next: StreamState) => {
    state = next;
    options.onState?.(next);
  };
  /** Positions only grow: what comes twice around a change of leader is dropped. */
  const take = (message: StreamMessage) => {
    if (message.id !== undefined) {
      if (last !== undefined && message.type !== 'snapshot' && Number(message.id) <= Number(last)) return;
      last = message.id;
    }
    options.onMessage(message);
  };
  const hear = (word: Word) => {
    if (word.kind === 'hello') {
      if (leader) say({ kind: 'state', state, position: last });
    } else if (word.kind === 'message') take(word.message);
    else {
      if (!joined && word.position !== undefined && last === undefined) {
        last = word.position;
        options.onJoin?.(word.position);
      }
      joined = true;
      if (word.state !== 'closed') setState(word.state);
    }
  };

  channel.onmessage = (event: MessageEvent<Word>) => {
    if (!closed && !(leader && event.data.kind !== 'hello')) hear(event.data);
  };
  say({ kind: 'hello' });

  const lead = () =>
    new Promise<void>((done) => {
      letGo = done;
      leader = openStream({
        ...options,
        after: last,
        onMessage: (message) => {
          take(message);
          say({ kind: 'message', message });
        },
        onState: (next) => {
          if (next === 'closed') return;
          setState(next);
          say({ kind: 'state', state: next, position: last });
          if (next === 'signed-out') done();
        },
      });
    });
  navigator.locks
    .request(name, { signal: giveUp.signal }, () => (closed ? undefined : lead()))
    .catch(() => {});

  return {
    close() {
      if (closed) return;
      closed = true;
      leader?.close();
      letGo();
      giveUp.abort();
      channel.close();
      options.onState?.('closed');
    },
    get lastEventId() {
      return last;
    },
  };
}
