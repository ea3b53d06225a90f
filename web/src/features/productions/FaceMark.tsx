// A node's state as a mark. The word is always beside it.
import { type Face, LOOKS } from './faces';

export function FaceMark({ face, size = 14 }: { face: Face; size?: number }) {
  const { Icon, ink } = LOOKS[face];
  if (Icon) return <Icon size={size} aria-hidden className={`shrink-0 ${ink}`} />;
  return <span aria-hidden className="pulse mx-[2.5px] block size-[9px] shrink-0 rounded-full bg-tungsten" />;
}
