// One frame of the board: its picture, or how far it is, and what its slate says.
import { Lock } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Shot } from '../../api/client';
import { timeLeft } from '../../lib/format';
import { Bar } from '../../ui/Bar';
import { Picture } from '../assets/Picture';
import type { JobView } from '../jobs/useJobView';
import { pictureOf, seconds, shotLine } from './words';

interface Props {
  shot: Shot;
  isOpen: boolean;
  /** How far the frame is, while it is being drawn. */
  drawing: JobView | undefined;
  /** Its turn is still to come. */
  isAwaited: boolean;
  onOpen: () => void;
  /** Asks for a place so many frames further on. */
  onStep: (by: -1 | 1) => void;
}

const STEPS: Record<string, -1 | 1> = { ArrowLeft: -1, ArrowRight: 1 };

export function Frame({ shot, isOpen, drawing, isAwaited, onOpen, onStep }: Props) {
  const take = shot.active_take;
  const picture = pictureOf(take);
  const press = (event: KeyboardEvent) => {
    const by = event.shiftKey ? STEPS[event.key] : undefined;
    if (!by) return;
    event.preventDefault();
    onStep(by);
  };
  return (
    <button
      type="button"
      data-frame={shot.id}
      data-state={drawing ? 'drawing' : picture ? 'drawn' : isAwaited ? 'awaited' : 'blank'}
      aria-current={isOpen ? 'true' : undefined}
      aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
      onClick={onOpen}
      onKeyDown={press}
      className="group flex w-full flex-col text-left"
    >
      <span className="relative block aspect-video w-full overflow-hidden rounded-(--radius-frame) border border-line bg-void transition-colors group-hover:border-edge group-aria-[current=true]:border-tungsten group-aria-[current=true]:outline-1 group-aria-[current=true]:outline-tungsten">
        {picture ? (
          <Picture asset={picture} alt="" className="pointer-events-none size-full" />
        ) : (
          <Blank size={shot.size} isAwaited={isAwaited} isDrawing={Boolean(drawing)} />
        )}
        {shot.locked && (
          <span className="absolute top-1.5 left-1.5 grid size-[22px] place-items-center rounded-[2px] bg-black/75 text-tungsten">
            <Lock size={12} aria-label="Locked" />
          </span>
        )}
        {drawing && <Drawing view={drawing} name={shot.name} />}
      </span>
      <span className="mt-1.5 flex items-baseline gap-2">
        <span className="slate text-[15px]">
          <span className="sr-only">Shot </span>
          {shot.name}
        </span>
        <span className="min-w-0 flex-1 truncate text-[12px] text-ink-2">{shotLine(shot)}</span>
        <span className="text-[12px] text-ink-2">{seconds(shot.duration_ms)}</span>
      </span>
      <span className="mt-0.5 flex gap-3 text-[12px] text-dim">
        <span className="line-clamp-2 min-w-0 flex-1 wrap-anywhere">{shot.description}</span>
        {shot.take_count > 1 && <span className="shrink-0">{shot.take_count} takes</span>}
      </span>
    </button>
  );
}

/** Where there is no picture: the frame's thirds, as on an empty ground glass. */
const Blank = ({ size, isAwaited, isDrawing }: { size: string; isAwaited: boolean; isDrawing: boolean }) => (
  <span className="absolute inset-0 grid place-items-center bg-panel">
    <span aria-hidden className={`absolute inset-0 ${isAwaited ? 'pulse' : ''}`}>
      <span className="absolute inset-y-0 left-1/3 w-1/3 border-x border-line-2" />
      <span className="absolute inset-x-0 top-1/3 h-1/3 border-y border-line-2" />
    </span>
    {!isDrawing && (
      <span
        aria-hidden={!isAwaited}
        className="slate relative rounded-[2px] bg-panel px-2 text-[13px] text-dim uppercase"
      >
        {isAwaited ? <span className="normal-case">In line</span> : size}
      </span>
    )}
  </span>
);

const Drawing = ({ view, name }: { view: JobView; name: string }) => (
  <>
    {view.preview && (
      <img src={view.preview} alt="" className="absolute inset-0 size-full object-cover blur-[3px]" />
    )}
    <span className="absolute inset-x-0 bottom-0 bg-gradient-to-t from-black via-black/80 to-transparent pt-8">
      <span className="flex justify-between gap-3 px-2.5 pb-1.5 text-[12px] text-ink">
        <span className="truncate">
          Drawing{view.totalSteps > 1 && `, frame ${view.step} of ${view.totalSteps}`}
        </span>
        <span className="shrink-0">{timeLeft(view.etaS)}</span>
      </span>
      <Bar value={view.fraction} label={`Drawing of ${name}: ${view.said}`} />
    </span>
  </>
);
