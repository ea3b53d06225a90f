// Whether what is on the screen is what is so.
import { useConnection } from '../../stream/connection';
import type { StreamState } from '../../stream/sse';

const SAID: Record<StreamState, [text: string, tone: string]> = {
  live: ['Live', 'bg-ok'],
  connecting: ['Connecting', 'bg-dim pulse'],
  reconnecting: ['Reconnecting', 'bg-tungsten pulse'],
  'signed-out': ['Signed out', 'bg-bad'],
  closed: ['Closed', 'bg-dim'],
};

export function Connection() {
  const state = useConnection();
  const [text, tone] = SAID[state];
  return (
    <span
      role="status"
      data-testid="connection"
      data-state={state}
      className="flex items-center gap-1.5 text-[12.5px] text-ink-2"
    >
      <span aria-hidden className={`size-[7px] rounded-full ${tone}`} />
      {text}
    </span>
  );
}
