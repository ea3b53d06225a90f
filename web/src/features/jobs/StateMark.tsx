// A job's state as a mark. The word is always beside it, so the mark itself is silent.
import { Ban, Check, Clock3, TriangleAlert } from 'lucide-react';
import type { JobState } from '../../api/client';

export function StateMark({ state }: { state: JobState }) {
  switch (state) {
    case 'completed':
    case 'partially_completed':
      return <Check size={14} aria-hidden className="text-ok" />;
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
