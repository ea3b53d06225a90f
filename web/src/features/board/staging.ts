// Where people stand in a shot that is staged by hand, in metres from the middle as the camera sees it. What the
// breakdown staged stays; whoever comes to it stands beside.
import type { Shot } from '../../api/client';
import { isSame } from './plan';

type Figure = Shot['figures'][number];

/** Shoulder to shoulder with a step between. */
const APART_M = 0.75;
/** A person alone is seen from the front, a little turned. */
const TURNED = -24;
/** Two who stand together are turned to each other, and still to the camera. */
const FACED = 62;
/** As many as a shot may hold. */
export const MOST_FIGURES = 12;

const round = (value: number) => Math.round(value * 100) / 100;

const standing = (character: string, x: number, facing: number): Figure => ({
  character,
  x: round(x),
  z: 0,
  facing,
  pose: 'stand',
  gaze: 0,
});

/** So many beside each other, around the middle, turned to it. */
function row(names: readonly string[]): Figure[] {
  if (names.length === 1) return names.map((name) => standing(name, 0, TURNED));
  const half = (names.length - 1) / 2;
  return names.map((name, at) => {
    const x = (at - half) * APART_M * (names.length === 2 ? 2 : 1);
    return standing(name, x, x === 0 ? 0 : -FACED * Math.sign(x));
  });
}

/** Those who stand here and someone more, on the side where there is more room. */
function beside(figures: readonly Figure[], name: string): Figure[] {
  const places = figures.map(({ x }) => x);
  const [left, right] = [Math.min(...places), Math.max(...places)];
  const side = Math.abs(left) < Math.abs(right) ? -1 : 1;
  const x = (side < 0 ? left : right) + side * APART_M;
  return [...figures, standing(name, x, -FACED * side)];
}

/** The figures of a shot once these are in it: nobody else, and each of them somewhere. */
export function staged(names: readonly string[], before: readonly Figure[]): Figure[] {
  const kept = before.filter(({ character }) => names.some((name) => isSame(name, character)));
  const come = names.filter((name) => !kept.some(({ character }) => isSame(name, character)));
  if (kept.length === 0) return row(come.slice(0, MOST_FIGURES));
  return come.reduce(beside, kept).slice(0, MOST_FIGURES);
}
