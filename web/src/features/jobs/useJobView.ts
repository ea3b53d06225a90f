// A job as it is this moment: the fact from the server, overtaken by the tick from the stream while it is not over.
import type { Job, JobState, Phase, Totals } from '../../api/client';
import { ordinal, percent, startsIn, timeLeft } from '../../lib/format';
import { useLiveJob } from '../../stream/connection';
import type { LiveJob } from '../../stream/live-jobs';
import { isActive, isWaiting, phaseWord, stateWord } from './state';

export interface JobView {
  state: JobState;
  phase: Phase | null;
  attempt: number;
  fraction: number;
  step: number;
  totalSteps: number;
  message: string;
  etaS: number | null;
  /** What is being drawn, as far as it is. */
  preview: string | null;
  /** Its place in the line, from 1, while it waits for a worker. */
  place: number | null;
  paused: boolean;
  cancelling: boolean;
  /** How the nodes of a production stand. */
  totals: Totals | null;
  /** Where it stands, in a word or two. */
  word: string;
  /** One line: `Writing, 42%, 0:30 left`. */
  said: string;
}

export function viewOf(job: Job, live: LiveJob | undefined): JobView {
  const tick = live?.tick;
  const overtaken =
    tick && !live.over && isActive(job.state) && isActive(tick.state) && live.attempt >= job.attempt;
  const now = overtaken ? tick : job.progress;
  const state = overtaken ? tick.state : job.state;
  const phase = (overtaken ? tick.phase : job.phase) ?? null;
  const totals = (overtaken ? tick.totals : undefined) ?? job.totals ?? null;
  const before = overtaken ? tick.queue_position : job.queue?.position;
  const waits = isWaiting(state);
  const eta = overtaken || !waits ? now?.eta_s : job.queue?.eta_s;
  const view = {
    state,
    phase,
    attempt: Math.max(job.attempt, overtaken ? live.attempt : 0),
    fraction: state === 'completed' ? 1 : (now?.fraction ?? made(totals)),
    step: now?.step ?? 0,
    totalSteps: now?.total_steps ?? 0,
    message: now?.message ?? '',
    etaS: isActive(state) && !job.paused ? (eta ?? null) : null,
    preview: now?.preview_url ?? null,
    place: waits && !job.paused && typeof before === 'number' ? before + 1 : null,
    paused: Boolean(job.paused) && isActive(state),
    cancelling: Boolean(job.cancelling) && isActive(state),
    totals,
  };
  const word = wordOf(view);
  return { ...view, word, said: say(view, word) };
}

const made = (totals: Totals | null) =>
  totals?.total ? (totals.total - totals.running - totals.waiting) / totals.total : 0;

type Seen = Omit<JobView, 'word' | 'said'>;

function wordOf({ state, cancelling, paused, place }: Seen): string {
  if (cancelling) return 'Cancelling';
  if (paused) return 'Paused';
  if (place !== null) return place === 1 ? 'Next in line' : `${ordinal(place)} in line`;
  return stateWord(state);
}

function say({ state, phase, fraction, etaS, cancelling, paused }: Seen, word: string): string {
  if (cancelling || paused) return word;
  if (state !== 'running') return [word, startsIn(etaS)].filter(Boolean).join(', ');
  return [phase ? phaseWord(phase) : word, percent(fraction), timeLeft(etaS)].filter(Boolean).join(', ');
}

export const useJobView = (job: Job): JobView => viewOf(job, useLiveJob(job.id));
