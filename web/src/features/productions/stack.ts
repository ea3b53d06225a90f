// How a stack of nodes stands, all of them together.
import { FACES, type Face, LOOKS } from './faces';

export type Counts = Partial<Record<Face, number>>;

export function count(faces: readonly Face[]): Counts {
  const counts: Counts = {};
  for (const face of faces) counts[face] = (counts[face] ?? 0) + 1;
  return counts;
}

/** What is worth a look comes before what is well. */
export const stackFace = (counts: Counts): Face => FACES.find((face) => counts[face]) ?? 'waiting';

/** In short, for a box: `119 of 200 made, 3 running`. */
export function stackLine(counts: Counts, total: number): string {
  const made = (counts.completed ?? 0) + (counts.reused ?? 0);
  const face = (['failed', 'running', 'paused'] as const).find((one) => counts[one]);
  const rest = face ? `, ${counts[face]} ${LOOKS[face].word.toLowerCase()}` : '';
  return `${made} of ${total} made${rest}`;
}

/** All of it: `3 failed, 120 made`. */
export const stackWords = (counts: Counts): string =>
  FACES.filter((face) => counts[face])
    .map((face) => `${counts[face]} ${LOOKS[face].word.toLowerCase()}`)
    .join(', ');
