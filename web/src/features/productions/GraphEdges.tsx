// What needs what, as lines. They say nothing that the boxes do not, so they are silent.
import { memo } from 'react';
import type { Face } from './faces';
import type { Laid } from './layout';

interface Props {
  laid: Laid;
  faceOf: (id: string) => Face | undefined;
  open: string | undefined;
}

export const GraphEdges = memo(function GraphEdges({ laid, faceOf, open }: Props) {
  // Hundreds of lines into one box are a surface: it stays dark.
  const many = laid.edges.length > 80;
  const look = (from: string, to: string) => {
    if (open === from || open === to) return 'stroke-ink-2';
    if (faceOf(to) === 'blocked') return 'stroke-bad/60';
    if (faceOf(to) === 'running') return 'stroke-tungsten/80';
    const made = faceOf(from);
    return !many && (made === 'completed' || made === 'reused') ? 'stroke-edge' : 'stroke-line-2';
  };
  return (
    <svg aria-hidden="true" width={laid.width} height={laid.height} className="absolute inset-0" fill="none">
      {laid.edges.map(({ from, to, path }) => (
        <path
          key={`${from} ${to}`}
          d={path}
          className={look(from, to)}
          strokeWidth={open === from || open === to ? 2 : 1.25}
          strokeDasharray={faceOf(to) === 'blocked' ? '4 4' : undefined}
        />
      ))}
    </svg>
  );
});
