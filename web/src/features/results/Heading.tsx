// A scene's slugline with the colour of its strip.
import { stripColour } from '../scenes/strip';

export const Heading = ({ children }: { children: string }) => (
  <span className="flex min-w-[130px] items-baseline gap-2">
    <span
      aria-hidden
      className="h-[11px] w-[4px] shrink-0 self-center opacity-80"
      style={{ background: stripColour(children) }}
    />
    <span className="slate">{children || 'No heading'}</span>
  </span>
);
