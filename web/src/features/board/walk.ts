// Arrows lead from frame to frame: sideways in order, up and down to the one that stands there.

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

const middle = ({ left, width }: Box) => left + width / 2;

/** The index of the frame that an arrow leads to; `undefined` where there is none, or the key is no arrow. */
export function neighbour(boxes: readonly Box[], from: number, key: string): number | undefined {
  const here = boxes[from];
  if (!here) return undefined;
  if (key === 'ArrowRight') return from + 1 < boxes.length ? from + 1 : undefined;
  if (key === 'ArrowLeft') return from > 0 ? from - 1 : undefined;
  const down = key === 'ArrowDown';
  if (!down && key !== 'ArrowUp') return undefined;
  const beyond = boxes
    .map((box, at) => ({ box, at }))
    .filter(({ box }) => (down ? box.top > here.top + 8 : box.top < here.top - 8));
  if (beyond.length === 0) return undefined;
  const tops = beyond.map(({ box }) => box.top);
  const row = down ? Math.min(...tops) : Math.max(...tops);
  return beyond
    .filter(({ box }) => Math.abs(box.top - row) <= 8)
    .sort((a, b) => Math.abs(middle(a.box) - middle(here)) - Math.abs(middle(b.box) - middle(here)))[0]?.at;
}

/** Moves the focus within `board`, by a bare arrow. True when it went somewhere. */
export function walkFrames(
  board: HTMLElement,
  { key, shiftKey, ctrlKey, altKey, metaKey }: Pressed,
): boolean {
  if (shiftKey || ctrlKey || altKey || metaKey) return false;
  const frames = [...board.querySelectorAll<HTMLElement>('[data-frame]')];
  const from = frames.indexOf(document.activeElement as HTMLElement);
  const to = neighbour(
    frames.map((frame) => frame.getBoundingClientRect()),
    from,
    key,
  );
  if (to === undefined) return false;
  frames[to]?.focus();
  return true;
}
