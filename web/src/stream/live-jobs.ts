// What a job is doing at this moment: progress and the words so far. These never enter the query cache, because they
// are not facts: they come many times a second, are lost without harm and are told again on every connection.
// Text is assembled by offset, counted in characters (Unicode scalar values) as the server counts them.

import type { JobState, Phase, Totals } from '../api/client';

export interface ProgressTick {
  job_id: string;
  script_id?: string | null;
  state: JobState;
  phase: Phase | null;
  attempt: number;
  step: number;
  total_steps: number;
  fraction: number;
  message: string;
  eta_s: number | null;
  /** How many come before it, while it waits for a worker. */
  queue_position?: number | null;
  /** How a production's nodes stand. */
  totals?: Totals | null;
  /** What is being drawn, as far as it is. */
  preview_url?: string | null;
  /** All text so far in this attempt; only on the first tick of a connection. */
  text?: string | null;
}

export interface TokenPiece {
  job_id: string;
  attempt: number;
  /** Characters before this piece. */
  offset: number;
  text: string;
}

export interface LiveJob {
  readonly attempt: number;
  readonly text: string;
  /** Length of `text` in characters. */
  readonly chars: number;
  readonly tick: ProgressTick | undefined;
  /** The log says this attempt is over; later ticks of it are echoes. */
  readonly over: boolean;
}

const FILL_TRIES = 8;
const FILL_PAUSE_MS = 300;
const EMPTY: LiveJob = { attempt: 0, text: '', chars: 0, tick: undefined, over: false };

export const countChars = (text: string): number => {
  let n = 0;
  for (const _ of text) n += 1;
  return n;
};

const dropChars = (text: string, n: number): string => (n <= 0 ? text : Array.from(text).slice(n).join(''));

/** `piece` placed into `job`: `undefined` when there is a gap before it. */
export function addPiece(job: LiveJob, piece: TokenPiece): LiveJob | undefined {
  const at = job.attempt === piece.attempt ? job : { ...EMPTY, attempt: piece.attempt };
  if (piece.attempt < job.attempt || (job.over && piece.attempt === job.attempt)) return job;
  if (piece.offset > at.chars) return undefined;
  const fresh = dropChars(piece.text, at.chars - piece.offset);
  return fresh ? { ...at, text: at.text + fresh, chars: at.chars + countChars(fresh) } : at;
}

/** All the text so far, from a tick or a read; a shorter text than the one held is an older one. */
export function addText(job: LiveJob, attempt: number, text: string): LiveJob {
  if (attempt < job.attempt) return job;
  const chars = countChars(text);
  if (attempt === job.attempt && chars <= job.chars) return job;
  return { ...(attempt === job.attempt ? job : EMPTY), attempt, text, chars };
}

export function addTick(job: LiveJob, tick: ProgressTick): LiveJob {
  if (tick.attempt < job.attempt) return job;
  // An attempt that is over says nothing more, but the job may wait for its next one.
  const waits = tick.state === 'queued';
  if (job.over && !waits && tick.attempt === job.attempt) return job;
  const { text, ...rest } = tick;
  const base = tick.attempt > job.attempt ? { ...EMPTY, attempt: tick.attempt } : job;
  // A preview is told once and stays until the next step.
  const same = base.tick?.step === tick.step ? base.tick?.preview_url : undefined;
  const next = { ...rest, preview_url: tick.preview_url ?? same ?? null };
  return { ...(text ? addText(base, tick.attempt, text) : base), over: base.over && !waits, tick: next };
}

type Schedule = (flush: () => void) => void;

/** A frame, or a quarter of a second in a hidden tab, where frames do not come. */
const eachFrame: Schedule = (flush) => {
  if (globalThis.document?.hidden || typeof requestAnimationFrame === 'undefined') setTimeout(flush, 250);
  else requestAnimationFrame(flush);
};

export class LiveJobs {
  #jobs = new Map<string, LiveJob>();
  #watchers = new Map<string, Set<() => void>>();
  #dirty = new Set<string>();
  /** Pieces that came after a gap, kept until the text before them is here. */
  #ahead = new Map<string, TokenPiece[]>();
  #schedule: Schedule;
  /** Fetches all text so far when a piece was missed. */
  onGap: (jobId: string) => Promise<{ attempt: number; text: string } | undefined>;

  constructor(schedule: Schedule = eachFrame) {
    this.#schedule = schedule;
    this.onGap = async () => undefined;
  }

  get = (id: string): LiveJob | undefined => this.#jobs.get(id);

  watch = (id: string, watcher: () => void): (() => void) => {
    const set = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, set.add(watcher));
    return () => void set.delete(watcher);
  };

  tick(tick: ProgressTick): void {
    this.#put(tick.job_id, addTick(this.#of(tick.job_id), tick));
  }

  /** All the text so far as a read gave it. */
  seed(id: string, attempt: number, text: string): void {
    this.#put(id, addText(this.#of(id), attempt, text));
  }

  token(piece: TokenPiece): void {
    const ahead = this.#ahead.get(piece.job_id);
    if (ahead) {
      ahead.push(piece);
      return;
    }
    const next = addPiece(this.#of(piece.job_id), piece);
    if (next) this.#put(piece.job_id, next);
    else void this.fill(piece.job_id, [piece]);
  }

  /** Fetches the text before the pieces that came too early. What is stored lags the wire a little, hence the tries. */
  async fill(id: string, pieces: TokenPiece[] = []): Promise<void> {
    if (this.#ahead.has(id)) return;
    this.#ahead.set(id, pieces);
    for (let tries = 0; tries < FILL_TRIES; tries += 1) {
      if (tries) await new Promise((done) => setTimeout(done, FILL_PAUSE_MS));
      const all = await this.onGap(id).catch(() => undefined);
      if (all) this.#put(id, addText(this.#of(id), all.attempt, all.text));
      if (this.#catchUp(id)) break;
    }
    this.#ahead.delete(id);
  }

  /** Places the early pieces in order. False when there is still a gap. */
  #catchUp(id: string): boolean {
    const ahead = this.#ahead.get(id) ?? [];
    for (let piece = ahead[0]; piece; piece = ahead[0]) {
      const next = addPiece(this.#of(id), piece);
      if (!next) return false;
      this.#put(id, next);
      ahead.shift();
    }
    return true;
  }

  /** The log began an attempt: words of the one before are gone. */
  started(id: string, attempt: number): void {
    const job = this.#of(id);
    if (attempt > job.attempt) this.#put(id, { ...EMPTY, attempt });
    else if (job.over && attempt === job.attempt) this.#put(id, { ...EMPTY, attempt });
  }

  /** The log ended the attempt. The text stays, to be read until the version takes its place. */
  ended(id: string): void {
    const job = this.#jobs.get(id);
    if (job && !job.over) this.#put(id, { ...job, over: true });
  }

  /** What ended goes on by hand. A production does so within its attempt. */
  reopened(id: string): void {
    const job = this.#jobs.get(id);
    if (job) this.#put(id, { ...job, over: false, tick: undefined });
  }

  clear(): void {
    const ids = [...this.#jobs.keys()];
    this.#jobs.clear();
    for (const id of ids) this.#mark(id);
  }

  #of(id: string): LiveJob {
    return this.#jobs.get(id) ?? EMPTY;
  }

  #put(id: string, job: LiveJob): void {
    if (this.#jobs.get(id) === job) return;
    this.#jobs.set(id, job);
    this.#mark(id);
  }

  #mark(id: string): void {
    if (this.#dirty.size === 0)
      this.#schedule(() => {
        const ids = [...this.#dirty];
        this.#dirty.clear();
        for (const dirty of ids) for (const watcher of this.#watchers.get(dirty) ?? []) watcher();
      });
    this.#dirty.add(id);
  }
}

export const liveJobs = new LiveJobs();
