// The states of a job in people's words.
import type { Job, JobState, Phase } from '../../api/client';
import { words } from '../../lib/format';

const ACTIVE: readonly JobState[] = ['pending', 'validating', 'queued', 'running'];

export const isActive = (state: JobState): boolean => ACTIVE.includes(state);
export const canCancel = isActive;
export const canRetry = (state: JobState): boolean => state === 'failed' || state === 'cancelled';

const STATE: Record<JobState, string> = {
  pending: 'Asked for',
  validating: 'Being checked',
  queued: 'Waiting',
  running: 'Writing',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  partially_completed: 'Partly done',
};

export const stateWord = (state: JobState): string => STATE[state];

/** States to filter by, in the order of a job's life. */
export const STATES = (Object.keys(STATE) as JobState[])
  .filter((state) => state !== 'partially_completed')
  .map((id) => ({ id, label: STATE[id] }));

const PHASE: Record<Phase, string> = {
  generating_text: 'Writing',
  generating_images: 'Drawing',
  generating_video: 'Filming',
  generating_audio: 'Recording',
  composing: 'Putting together',
};

export const phaseWord = (phase: Phase): string => PHASE[phase];

/** What the job makes: `Screenplay, short`. */
export function jobTitle(job: Pick<Job, 'kind' | 'input'>): string {
  const { script_type: type, length } = job.input as { script_type?: unknown; length?: unknown };
  if (typeof type !== 'string') return words(job.kind);
  return typeof length === 'string' ? `${words(type)}, ${length}` : words(type);
}

export const jobPrompt = (job: Pick<Job, 'input'>): string => {
  const { prompt } = job.input as { prompt?: unknown };
  return typeof prompt === 'string' ? prompt : '';
};
