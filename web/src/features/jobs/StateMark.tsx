// A job's state as a mark. The word is always beside it, so the mark itself is silent.
import { Ban, Check, CircleAlert, Clock3, Pause, TriangleAlert } from 'lucide-react';
import type { JobState } from '../../api/client';
import { isActive } from './state';

export function StateMark({ state, paused }: { state: JobState; paused?: boolean }) {
  if (paused && isActive(state)) return <Pause size={14} aria-hidden className="text-ink-2" />;
  switch (state) {
    case 'completed':
      return <Check size={14} aria-hidden className="text-ok" />;
    case 'partially_completed':
      return <CircleAlert size={14} aria-hidden className="text-tungsten" />;
    case 'failed':
      return <TriangleAlert size={14} aria-hidden className="text-bad" />;
    case 'cancelled':
      return <Ban size={14} aria-hidden className="text-dim" />;
    case 'running':
      return <span aria-hidden className="pulse mx-[2.5px] block size-[9px] rounded-full bg-tungsten" />;
    default:
      return <Clock3 size={14} aria-hidden className="text-dim" />;
  }
}
