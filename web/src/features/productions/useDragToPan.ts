// The empty part of the graph is taken by the mouse and moved. Fingers scroll by themselves.
import { type PointerEvent, type RefObject, useRef } from 'react';

export function useDragToPan(box: RefObject<HTMLElement | null>) {
  const from = useRef<{ x: number; y: number } | undefined>(undefined);
  return {
    onPointerDown(event: PointerEvent) {
      const onBox = event.target instanceof Element && event.target.closest('[data-node]');
      if (event.pointerType !== 'mouse' || event.button !== 0 || onBox) return;
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent) {
      if (!from.current || !(event.buttons & 1)) return;
      box.current?.scrollBy(from.current.x - event.clientX, from.current.y - event.clientY);
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp() {
      from.current = undefined;
    },
  };
}
