// Frames dragged by a pointer to another place in their row. Everybody else has the keys and the frame's menu.
import { type DragEvent, type RefObject, useState } from 'react';
import type { Shot } from '../../api/client';
import { type Gap, gapAt, indexOf } from './order';
import type { Move } from './useOrder';

/** What the browser calls a frame in flight: no other program takes it. */
const TYPE = 'application/x-spool-shot';

export function useFrameDrag(shots: readonly Shot[], list: RefObject<HTMLElement | null>, move: Move) {
  const [dragged, setDragged] = useState<string>();
  const [gap, setGap] = useState<Gap>();
  const from = shots.findIndex(({ id }) => id === dragged);
  const end = () => {
    setDragged(undefined);
    setGap(undefined);
  };
  const over = (event: DragEvent) => {
    if (from < 0) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    const boxes = [...(list.current?.children ?? [])].map((item) => item.getBoundingClientRect());
    const next = gapAt(boxes, event.clientX, event.clientY);
    const goes = next && indexOf(next, from) !== from ? next : undefined;
    setGap((old) => (old?.at === goes?.at && old?.side === goes?.side ? old : goes));
  };
  const leave = (event: DragEvent) => {
    if (!(event.relatedTarget instanceof Node) || !list.current?.contains(event.relatedTarget))
      setGap(undefined);
  };
  const drop = (event: DragEvent) => {
    const shot = shots[from];
    if (!shot) return;
    event.preventDefault();
    if (gap) move(shot, indexOf(gap, from));
    end();
  };
  return {
    dragged,
    gap,
    list: { onDragOver: over, onDragLeave: leave, onDrop: drop },
    item: (shot: Shot) => ({
      draggable: !shot.locked && shots.length > 1,
      onDragEnd: end,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData(TYPE, shot.id);
        setDragged(shot.id);
      },
    }),
  };
}
