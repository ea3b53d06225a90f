// Going through a graph by keyboard: left and right along its edges, up and down among neighbours.
import type { Laid, Place } from './layout';

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

const DIRECTIONS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

export const isDirection = (key: string): key is Direction => DIRECTIONS.includes(key);

/** The box one gets to; `undefined` where there is none that way. */
export function walk({ places, edges }: Laid, from: string, direction: Direction): string | undefined {
  const here = places.get(from);
  const all = [...places.values()].sort((a, b) => a.x - b.x || a.y - b.y);
  if (!here || direction === 'Home') return all[0]?.id;
  if (direction === 'End') return all.at(-1)?.id;
  const far = (place: Place) => Math.abs(place.y - here.y);
  if (direction === 'ArrowRight' || direction === 'ArrowLeft') {
    const ids = edges
      .filter((edge) => (direction === 'ArrowRight' ? edge.from : edge.to) === from)
      .map((edge) => (direction === 'ArrowRight' ? edge.to : edge.from));
    return ids
      .flatMap((id) => places.get(id) ?? [])
      .sort((a, b) => far(a) - far(b))
      .at(0)?.id;
  }
  const ahead = (place: Place) => (direction === 'ArrowDown' ? place.y > here.y : place.y < here.y);
  return all
    .filter((place) => place.x === here.x && ahead(place))
    .sort((a, b) => far(a) - far(b))
    .at(0)?.id;
}
