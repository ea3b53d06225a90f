// The order of a scene's shots, and the gap between two frames that a dragged one would go to.

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The list with one of it at another place; beyond the ends is at the end. The same list when nothing moves. */
export function placed<T extends { id: string }>(items: readonly T[], id: string, to: number): readonly T[] {
  const from = items.findIndex((item) => item.id === id);
  const item = items[from];
  const at = Math.min(Math.max(to, 0), items.length - 1);
  if (!item || at === from) return items;
  const rest = items.filter((other) => other !== item);
  return [...rest.slice(0, at), item, ...rest.slice(at)];
}

export interface Gap {
  /** The frame beside the gap. */
  at: number;
  side: 'before' | 'after';
}

/** The gap nearest to a point; `undefined` without frames. A row ends with a gap of its own. */
export function gapAt(boxes: readonly Box[], x: number, y: number): Gap | undefined {
  const off = ({ top, height }: Box) => Math.max(top - y, y - top - height, 0);
  const nearest = Math.min(...boxes.map(off));
  const top = boxes.find((box) => off(box) === nearest)?.top;
  const row = boxes.map((box, at) => ({ box, at })).filter(({ box }) => Math.abs(box.top - (top ?? 0)) <= 8);
  const next = row.find(({ box }) => x < box.left + box.width / 2);
  const last = row.at(-1);
  if (next) return { at: next.at, side: 'before' };
  return last && { at: last.at, side: 'after' };
}

/** The place that something has which leaves `from` for a gap. */
export function indexOf({ at, side }: Gap, from: number): number {
  const gap = side === 'before' ? at : at + 1;
  return gap > from ? gap - 1 : gap;
}
