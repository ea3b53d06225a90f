// The plan of a shot as a person edits it, and what of it is sent.
import type { Shot, ShotPatch } from '../../api/client';

export const PLAN_FIELDS = [
  'size',
  'angle',
  'movement',
  'composition',
  'role',
  'duration_ms',
  'description',
  'characters',
  'figures',
  'props',
  'notes',
] as const;

export type Plan = Pick<Shot, (typeof PLAN_FIELDS)[number]>;

/** What a shot is that nobody has said anything of. */
export const BARE: Plan = {
  size: 'ms',
  angle: 'eye',
  movement: 'static',
  composition: 'centered',
  role: 'single',
  duration_ms: 3000,
  description: '',
  characters: [],
  figures: [],
  props: [],
  notes: '',
};

/** Lists are equal when they say the same. */
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The fields that differ. */
export const changedPlan = (before: Plan, after: Plan): ShotPatch =>
  Object.fromEntries(
    PLAN_FIELDS.filter((name) => !same(before[name], after[name])).map((name) => [name, after[name]]),
  );

/** `lamp, a letter ,` as two things. A thing that is named twice is one. */
export function namesIn(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return names.filter((name, at) => names.findIndex((other) => isSame(other, name)) === at);
}

/** Names are the same in any case, as cues write them in capitals. */
export const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
