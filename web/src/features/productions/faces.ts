// How a node looks at this moment: the fact of the graph, overtaken by the tick while it runs.
import {
  Ban,
  Check,
  Clock3,
  Hourglass,
  Link2Off,
  type LucideIcon,
  Pause,
  Recycle,
  TriangleAlert,
} from 'lucide-react';
import type { GraphNode } from '../../api/client';
import { percent, timeLeft } from '../../lib/format';
import type { LiveJob } from '../../stream/live-jobs';

/** In the order in which people look for them. */
export const FACES = [
  'failed',
  'blocked',
  'running',
  'paused',
  'queued',
  'waiting',
  'cancelled',
  'completed',
  'reused',
] as const;
export type Face = (typeof FACES)[number];

interface Look {
  word: string;
  /** None for what runs: that one pulses. */
  Icon: LucideIcon | undefined;
  ink: string;
  frame: string;
}

export const LOOKS: Record<Face, Look> = {
  failed: { word: 'Failed', Icon: TriangleAlert, ink: 'text-bad', frame: 'border-bad bg-bad-low' },
  blocked: {
    word: 'Blocked',
    Icon: Link2Off,
    ink: 'text-bad',
    frame: 'border-bad/60 border-dashed bg-panel',
  },
  running: { word: 'Running', Icon: undefined, ink: 'text-tungsten', frame: 'border-tungsten bg-panel' },
  paused: { word: 'Paused', Icon: Pause, ink: 'text-ink-2', frame: 'border-edge border-dotted bg-panel' },
  queued: { word: 'In line', Icon: Clock3, ink: 'text-ink-2', frame: 'border-line-2 bg-panel' },
  waiting: { word: 'Waits for others', Icon: Hourglass, ink: 'text-dim', frame: 'border-line bg-base' },
  cancelled: { word: 'Cancelled', Icon: Ban, ink: 'text-dim', frame: 'border-line-2 border-dashed bg-base' },
  completed: { word: 'Made', Icon: Check, ink: 'text-ok', frame: 'border-ok/50 bg-panel' },
  reused: { word: 'Made before', Icon: Recycle, ink: 'text-ok', frame: 'border-line-2 bg-panel' },
};

export interface NodeView {
  face: Face;
  fraction: number;
  attempt: number;
  message: string;
  etaS: number | null;
  /** Under its name: `42%, 0:30 left`. */
  said: string;
}

export function faceOf(node: Pick<GraphNode, 'state' | 'reused' | 'paused'>): Face {
  if (node.reused) return 'reused';
  if (node.paused && ['waiting', 'queued', 'running'].includes(node.state)) return 'paused';
  return node.state;
}

export function nodeView(node: GraphNode, live?: LiveJob): NodeView {
  const tick = live && !live.over && live.attempt >= node.attempt ? live.tick : undefined;
  const begun = tick?.state === 'running' && (node.state === 'queued' || node.state === 'running');
  const face = begun && !node.paused ? 'running' : faceOf(node);
  const now = begun ? tick : node.progress;
  const running = face === 'running';
  const view = {
    face,
    fraction: face === 'completed' || face === 'reused' ? 1 : running ? (now?.fraction ?? 0) : 0,
    attempt: Math.max(node.attempt, begun ? (live?.attempt ?? 0) : 0),
    message: running ? (now?.message ?? '') : '',
    etaS: running ? (now?.eta_s ?? null) : null,
  };
  return { ...view, said: say(view) };
}

function say({ face, fraction, etaS, attempt }: Omit<NodeView, 'said'>): string {
  const word = LOOKS[face].word;
  const tries = attempt > 1 ? `try ${attempt}` : '';
  if (face === 'running') return [percent(fraction), timeLeft(etaS), tries].filter(Boolean).join(', ');
  if (face === 'failed' && attempt > 1) return `Failed on try ${attempt}`;
  return [word, face === 'queued' && tries].filter(Boolean).join(', ');
}
