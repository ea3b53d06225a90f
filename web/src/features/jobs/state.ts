// The states of a job in people's words.
import type { Job, JobKind, JobState, Phase } from '../../api/client';
import { words } from '../../lib/format';

/** Asked for, and not begun. */
export const WAITING = ['pending', 'validating', 'queued'] as const satisfies readonly JobState[];

export const isWaiting = (state: JobState): boolean => WAITING.some((waiting) => waiting === state);
export const isActive = (state: JobState): boolean => isWaiting(state) || state === 'running';
export const canCancel = isActive;
export const canRetry = (state: JobState): boolean =>
  state === 'failed' || state === 'cancelled' || state === 'partially_completed';

const STATE: Record<JobState, string> = {
  pending: 'Asked for',
  validating: 'Being checked',
  queued: 'Waiting',
  running: 'Running',
  completed: 'Done',
  partially_completed: 'Partly done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const stateWord = (state: JobState): string => STATE[state];

/** Where a job can stand for whoever looks through them: all that has not begun is one. */
export type Standing = 'waiting' | Exclude<JobState, (typeof WAITING)[number]>;

const STANDING: Record<Standing, readonly JobState[]> = {
  waiting: WAITING,
  running: ['running'],
  completed: ['completed'],
  partially_completed: ['partially_completed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};

/** What to filter by, in the order of a job's life. */
export const STANDINGS = (Object.keys(STANDING) as Standing[]).map((id) => ({
  id,
  label: id === 'waiting' ? 'Waiting' : STATE[id],
  states: STANDING[id],
}));

/** The standing that has this name, or that a job of this state has. */
export const standingOf = (name: unknown): Standing | undefined =>
  STANDINGS.find(({ id, states }) => id === name || states.some((state) => state === name))?.id;

export const statesOf = (standing: Standing | undefined): readonly JobState[] | undefined =>
  standing && STANDING[standing];

const PHASE: Record<Phase, string> = {
  generating_text: 'Writing',
  generating_images: 'Drawing',
  generating_video: 'Filming',
  generating_audio: 'Recording',
  composing: 'Putting together',
};

export const phaseWord = (phase: Phase): string => PHASE[phase];

const KIND: Record<JobKind, string> = {
  generate_script: 'Draft',
  produce: 'Production',
  time_scene: 'Scene timings',
  time_script: 'Running time',
  review_scene: 'Scene notes',
  review_script: 'Coverage',
  break_down_scene: 'Shots',
  describe_scene: 'Shot descriptions',
  storyboard_scene: 'Frames',
  refine_shot: 'Refined frame',
  draw_portrait: 'Portrait',
  speak_scene: 'Dialogue',
  score_scene: 'Music',
  sound_scene: 'Sound effects',
  mix_scene: 'Sound mix',
  film_shot: 'Clip',
  film_scene: 'Scene films',
  film_script: 'Film',
};

/** What a kind of work makes, as many of it as there are. */
export const kindWord = (kind: JobKind): string => KIND[kind] ?? words(kind);

/** What a production is of, and what is wanted of it. */
export interface Asked {
  scope: string;
  id: string | number | undefined;
  want: JobKind[];
}

export function askedOf(job: Pick<Job, 'input'>): Asked {
  const { scope, id, want } = job.input as Record<string, unknown>;
  return {
    scope: typeof scope === 'string' ? scope : 'script',
    id: typeof id === 'string' || typeof id === 'number' ? id : undefined,
    want: Array.isArray(want) ? (want as JobKind[]) : [],
  };
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** `Whole script: running time, coverage`. */
export function productionTitle(job: Pick<Job, 'input'>): string {
  const { scope, id, want } = askedOf(job);
  const of =
    scope === 'script' ? 'Whole script' : scope === 'episode' ? `Episode ${id ?? ''}` : `One ${scope}`;
  return want.length ? `${of}: ${want.map((kind) => lower(kindWord(kind))).join(', ')}` : of;
}

/** What the job makes: `Screenplay, short`. */
export function jobTitle(job: Pick<Job, 'kind' | 'input' | 'label'>): string {
  if (job.label) return job.label;
  if (job.kind === 'produce') return `Production, ${lower(productionTitle(job))}`;
  const { script_type: type, length } = job.input as { script_type?: unknown; length?: unknown };
  if (typeof type !== 'string') return kindWord(job.kind);
  return typeof length === 'string' ? `${words(type)}, ${length}` : words(type);
}

export const jobPrompt = (job: Pick<Job, 'input'>): string => {
  const { prompt } = job.input as { prompt?: unknown };
  return typeof prompt === 'string' ? prompt : '';
};
