// How near one looks. Panning is scrolling, so that fingers, wheels, keys and scrollbars all do it as they always do.
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

const NEAREST = 1.6;
const FARTHEST = 0.15;
/** Smaller than this nothing can be read: at first rather a part is shown than all of it. */
const LEGIBLE = 0.8;

interface Size {
  width: number;
  height: number;
}

export const clampScale = (scale: number): number => Math.min(NEAREST, Math.max(FARTHEST, scale));

/** The largest scale at which all of it is seen, and never larger than life. */
export const fitScale = (all: Size, box: Size): number =>
  all.width && all.height && box.width && box.height
    ? clampScale(Math.min(1, box.width / all.width, box.height / all.height))
    : 1;

export function useZoom(box: RefObject<HTMLElement | null>, all: Size) {
  const [scale, setScale] = useState(1);
  /** Whoever has zoomed keeps what they chose when the room changes. */
  const chosen = useRef(false);
  const sizeOf = useCallback(
    () => ({ width: box.current?.clientWidth ?? 0, height: box.current?.clientHeight ?? 0 }),
    [box],
  );
  const { width, height } = all;
  const fitAll = useCallback(() => {
    chosen.current = true;
    setScale(fitScale({ width, height }, sizeOf()));
  }, [width, height, sizeOf]);
  // Once for every shape: what grows is looked at anew, what makes progress is left as it is. All of its width is seen
  // if it can be; a long graph is scrolled through as a page is.
  useLayoutEffect(() => {
    const look = () => {
      if (width && height && !chosen.current)
        setScale(Math.max(LEGIBLE, fitScale({ width, height }, { ...sizeOf(), height })));
    };
    chosen.current = false;
    look();
    if (!box.current || typeof ResizeObserver === 'undefined') return;
    const watcher = new ResizeObserver(look);
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [width, height, sizeOf, box]);
  /** Keeps the middle of what is seen in the middle. */
  const zoom = useCallback(
    (by: number) => {
      const element = box.current;
      chosen.current = true;
      setScale((old) => {
        const next = clampScale(old * by);
        if (element)
          requestAnimationFrame(() => {
            const half = { x: element.clientWidth / 2, y: element.clientHeight / 2 };
            element.scrollLeft = ((element.scrollLeft + half.x) * next) / old - half.x;
            element.scrollTop = ((element.scrollTop + half.y) * next) / old - half.y;
          });
        return next;
      });
    },
    [box],
  );
  return { scale, zoom, fitAll };
}
