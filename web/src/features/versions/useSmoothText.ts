// Words come in pieces a dozen times a second; they are laid down a few characters a frame, so that writing looks like
// writing. Never more than a fraction of a second behind, and at once where motion is not wanted.
import { useEffect, useRef, useState } from 'react';

/** Share of what is waiting that is laid down each frame. */
const SHARE = 8;
/** Beyond this much waiting (a reconnection, a version opened midway) it is put down whole. */
const LEAP = 600;

const still = () =>
  typeof matchMedia === 'undefined' || matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The length to show next, never in the middle of a surrogate pair. */
export function nextLength(text: string, shown: number): number {
  const waiting = text.length - shown;
  if (waiting <= 0 || waiting > LEAP) return text.length;
  const next = shown + Math.max(1, Math.ceil(waiting / SHARE));
  const code = text.charCodeAt(next - 1);
  return code >= 0xd800 && code <= 0xdbff ? next + 1 : next;
}

export function useSmoothText(text: string, writing: boolean): string {
  const [shown, setShown] = useState(() => text.length);
  const target = useRef(text);
  target.current = text;
  const behind = writing && shown < text.length;
  useEffect(() => {
    if (!behind) return;
    if (still()) {
      setShown(target.current.length);
      return;
    }
    let frame = requestAnimationFrame(function step() {
      setShown((old) => nextLength(target.current, Math.min(old, target.current.length)));
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [behind]);
  if (!writing) return text;
  return text.slice(0, Math.min(shown, text.length));
}
