// A job as it is this moment: the fact from the server, overtaken by the tick from the stream while it runs.
import type { Job, JobState, Phase } from '../../api/client';
import { percent, timeLeft } from '../../lib/format';
import { useLiveJob } from '../../stream/connection';
import type { LiveJob } from '../../stream/live-jobs';
import { isActive, phaseWord, stateWord } from './state';

export interface JobView {
  state: JobState;
  phase: Phase | null;
  attempt: number;
  fraction: number;
  step: number;
  totalSteps: number;
  message: string;
  etaS: number | null;
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
  const done = state === 'completed';
  const view = {
    state,
    phase,
    attempt: Math.max(job.attempt, overtaken ? live.attempt : 0),
    fraction: done ? 1 : (now?.fraction ?? 0),
    step: now?.step ?? 0,
    totalSteps: now?.total_steps ?? 0,
    message: now?.message ?? '',
    etaS: state === 'running' ? (now?.eta_s ?? null) : null,
  };
  return { ...view, said: say(view) };
}

function say({ state, phase, fraction, etaS }: Omit<JobView, 'said'>): string {
  if (state !== 'running') return stateWord(state);
  return [phase ? phaseWord(phase) : stateWord(state), percent(fraction), timeLeft(etaS)]
    .filter(Boolean)
    .join(', ');
}

export const useJobView = (job: Job): JobView => viewOf(job, useLiveJob(job.id));
