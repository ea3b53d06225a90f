// The frame of a box in the graph: mark, name, where it stands, how far it is, and more of it on hover or focus.
import { Layers } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { FaceMark } from './FaceMark';
import { type Face, LOOKS } from './faces';
import { BOX, type Place } from './layout';

/** What every box is given by the graph. */
export interface InGraph {
  place: Place;
  isOpen: boolean;
  /** The one box that Tab leads to. */
  isCurrent: boolean;
  onPress: (id: string) => void;
}

interface Props extends InGraph {
  id: string;
  face: Face;
  title: string;
  said: string;
  /** Said, but seen in another way. */
  silent: string;
  fraction: number | undefined;
  tip: ReactNode;
  isStack?: boolean;
}

/** Two more sheets behind the box. */
const STACKED =
  'shadow-[3px_3px_0_-1px_var(--color-panel),3px_3px_0_var(--color-line-2),6px_6px_0_-1px_var(--color-panel),6px_6px_0_var(--color-line-2)]';

export const NodeFrame = ({ id, face, title, said, silent, fraction, tip, isStack, ...box }: Props) => (
  <TooltipTrigger delay={600}>
    <Button
      data-node={id}
      data-face={face}
      aria-current={box.isOpen ? 'true' : undefined}
      excludeFromTabOrder={!box.isCurrent}
      onPress={() => box.onPress(id)}
      className={`absolute flex items-start gap-2 overflow-hidden rounded-[3px] border px-2.5 pt-[9px] text-left data-hovered:brightness-125 ${LOOKS[face].frame} ${isStack ? STACKED : ''} ${box.isOpen ? 'ring-2 ring-tungsten' : ''}`}
      style={{ left: box.place.x, top: box.place.y, width: BOX.width, height: BOX.height }}
    >
      <span className="mt-[3px] flex w-[14px] shrink-0 justify-center">
        {isStack && face !== 'failed' ? (
          <Layers size={14} aria-hidden className={LOOKS[face].ink} />
        ) : (
          <FaceMark face={face} />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[13px] leading-[18px]">{title}</span>
        {silent && <span className="sr-only">, {silent}, </span>}
        <span className="block truncate text-[12px] leading-[17px] text-dim">{said}</span>
      </span>
      {fraction !== undefined && (
        <span aria-hidden className="absolute inset-x-0 bottom-0 h-[3px] bg-black/60">
          <span
            className={`progress-fill block h-full ${face === 'completed' || face === 'reused' ? 'bg-ok' : 'bg-tungsten'}`}
            style={{ transform: `scaleX(${fraction})` }}
          />
        </span>
      )}
    </Button>
    <Tooltip
      placement="left"
      offset={8}
      className="popover flex max-w-[300px] flex-col gap-0.5 px-2.5 py-1.5 text-[12px]"
    >
      {tip}
    </Tooltip>
  </TooltipTrigger>
);
