// The words of a shot, as a camera assistant writes them on the list. A word that the schema gains and this file lacks is
// a type error.
import type { Shot, Take } from '../../api/client';
import { words } from '../../lib/format';
import { chosen } from '../../ui/chosen';
import type { Choice } from '../../ui/SelectField';

export const SIZES = chosen<Shot['size']>({
  ecu: 'Extreme close-up',
  cu: 'Close-up',
  mcu: 'Medium close-up',
  ms: 'Medium shot',
  mls: 'Medium long shot',
  fs: 'Full shot',
  ws: 'Wide shot',
  ews: 'Extreme wide shot',
});

export const ANGLES = chosen<Shot['angle']>({
  eye: 'Eye level',
  low: 'Low angle',
  high: 'High angle',
  overhead: 'Overhead',
  worm: 'Worm’s eye',
  dutch: 'Dutch angle',
  over_shoulder: 'Over the shoulder',
});

export const MOVEMENTS = chosen<Shot['movement']>({
  static: 'Static',
  pan_left: 'Pan left',
  pan_right: 'Pan right',
  tilt_up: 'Tilt up',
  tilt_down: 'Tilt down',
  push_in: 'Push in',
  pull_out: 'Pull out',
  track_left: 'Track left',
  track_right: 'Track right',
  crane_up: 'Crane up',
  crane_down: 'Crane down',
  handheld: 'Handheld',
});

export const COMPOSITIONS = chosen<Shot['composition']>({
  thirds_left: 'Left third',
  thirds_right: 'Right third',
  centered: 'Centred',
  symmetrical: 'Symmetrical',
  negative_space: 'Negative space',
  golden: 'Golden ratio',
});

export const POSES = chosen<Shot['figures'][number]['pose']>({
  stand: 'Stands',
  walk: 'Walks',
  run: 'Runs',
  sit: 'Sits',
  crouch: 'Crouches',
  kneel: 'Kneels',
  lie: 'Lies',
  lean: 'Leans',
  point: 'Points',
  reach: 'Reaches',
  hold: 'Holds something',
  phone: 'Is on the phone',
  drink: 'Drinks',
  embrace: 'Embraces',
  fight: 'Fights',
  aim: 'Aims',
  write: 'Writes',
  read: 'Reads',
  drive: 'Drives',
  wave: 'Waves',
  cower: 'Cowers',
  look_up: 'Looks up',
  look_down: 'Looks down',
});

export const ROLES = chosen<Shot['role']>({
  establishing: 'Establishing',
  master: 'Master',
  single: 'Single',
  two_shot: 'Two-shot',
  over_shoulder: 'Over the shoulder',
  reaction: 'Reaction',
  insert: 'Insert',
  moving: 'Moving',
});

/** Horizontal extent of a full frame, in millimetres. */
const FULL_FRAME_MM = 36;

/** The focal length that sees so many degrees across on a full frame, as lenses are engraved. */
export const lensMm = (fov: number): number =>
  Math.round(FULL_FRAME_MM / 2 / Math.tan((fov * Math.PI) / 360));

const labelOf = <T extends string>(choices: readonly Choice<T>[], id: T): string =>
  choices.find((choice) => choice.id === id)?.label ?? words(id);

/** `WS, low angle, 24 mm, push in`: what is usual is not said. */
export function shotLine({
  size,
  angle,
  params,
  movement,
}: Pick<Shot, 'size' | 'angle' | 'params' | 'movement'>) {
  const parts = [size.toUpperCase()];
  if (angle !== 'eye') parts.push(labelOf(ANGLES, angle).toLowerCase());
  parts.push(`${lensMm(params.fov)} mm`, labelOf(MOVEMENTS, movement).toLowerCase());
  return parts.join(', ');
}

/** The asset that shows a take on the board: with its slate, where it has one. */
export const pictureOf = (take: Take | null | undefined): string | undefined =>
  (take?.board ?? take?.still)?.asset_id;

/** `4.5 s`. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export interface Dial {
  name: keyof Shot['params'];
  label: string;
  min: number;
  max: number;
  step: number;
  said: (value: number) => string;
}

const percent = (value: number) => `${Math.round(value)} %`;

/** The numbers of a shot in the order in which one reaches for them. */
export const DIALS: readonly Dial[] = [
  { name: 'lighting', label: 'Light', min: 0, max: 100, step: 1, said: percent },
  { name: 'contrast', label: 'Contrast', min: 0, max: 100, step: 1, said: percent },
  {
    name: 'color_temp',
    label: 'Colour temperature',
    min: 2000,
    max: 10_000,
    step: 50,
    said: (value) => `${Math.round(value).toLocaleString('en')} K`,
  },
  { name: 'hdr_bloom', label: 'Bloom', min: 0, max: 100, step: 1, said: percent },
  {
    name: 'fov',
    label: 'Lens',
    min: 10,
    max: 120,
    step: 1,
    said: (value) => `${lensMm(value)} mm, ${Math.round(value)}°`,
  },
];

/** The numbers that differ; `undefined` when none does. */
export function moved(before: Shot['params'], after: Shot['params']): Partial<Shot['params']> | undefined {
  const entries = DIALS.map(({ name }) => [name, after[name]] as const).filter(
    ([name, value]) => Math.abs(value - before[name]) > 1e-6,
  );
  return entries.length ? Object.fromEntries(entries) : undefined;
}
