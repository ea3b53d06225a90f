// The open shot: its picture large, its takes, a way to have it otherwise, its plan, how well it keeps to the scene, and
// the words it came from.
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Job, Scene, Shot } from '../../api/client';
import { Empty } from '../../ui/Empty';
import { Fold } from '../../ui/Fold';
import { IconButton } from '../../ui/IconButton';
import { Load } from '../../ui/Load';
import { Consistency } from './Consistency';
import { LockButton } from './LockButton';
import { shotsQuery } from './queries';
import { RefineForm } from './RefineForm';
import { ShotClip } from './ShotClip';
import { ShotForm } from './ShotForm';
import { SpanText } from './SpanText';
import { TakeStrip } from './TakeStrip';
import { seconds, shotLine } from './words';

interface Props {
  scene: Scene;
  shotId: string;
  jobs: readonly Job[];
  onOpen: (shot: string) => void;
  onClose: () => void;
}

export function ShotPanel({ scene, shotId, jobs, onOpen, onClose }: Props) {
  const query = useQuery(shotsQuery(scene.id));
  return (
    <aside
      aria-label="Shot"
      data-testid="shot"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="relative flex min-h-0 min-w-0 flex-col border-line bg-panel lg:overflow-auto lg:border-l"
    >
      <Load query={query}>
        {({ items }) => {
          const at = items.findIndex(({ id }) => id === shotId);
          const shot = items[at];
          if (!shot)
            return (
              <Empty
                title="This shot gave way"
                action={
                  <AriaButton className="btn" onPress={onClose}>
                    Back to the board
                  </AriaButton>
                }
              >
                Another breakdown took its place.
              </Empty>
            );
          return (
            <>
              <Head
                shot={shot}
                before={items[at - 1]?.id}
                after={items[at + 1]?.id}
                onOpen={onOpen}
                onClose={onClose}
              />
              <Body scene={scene} shot={shot} jobs={jobs} />
            </>
          );
        }}
      </Load>
    </aside>
  );
}

const Body = ({ scene, shot, jobs }: { scene: Scene; shot: Shot; jobs: readonly Job[] }) => {
  const score = shot.active_take?.score;
  return (
    <>
      <TakeStrip shot={shot} />
      <RefineForm shot={shot} jobs={jobs} />
      <SpanText scene={scene} shot={shot} />
      {score && (
        <Fold title={`Consistency, ${Math.round(score.total)} of 100`}>
          <Consistency score={score} />
        </Fold>
      )}
      <Fold title="Clip">
        <ShotClip shot={shot} jobs={jobs} />
      </Fold>
      <Fold title="Plan of the shot">
        <ShotForm shot={shot} />
      </Fold>
    </>
  );
};

interface HeadProps {
  shot: Shot;
  before: string | undefined;
  after: string | undefined;
  onOpen: (shot: string) => void;
  onClose: () => void;
}

function Head({ shot, before, after, onOpen, onClose }: HeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever opened it reads on here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for every shot anew
  useEffect(() => heading.current?.focus(), [shot.id]);
  return (
    <div className="flex items-center gap-1 py-2.5 pr-2.5 pl-4">
      <IconButton label="Back to the board" onPress={onClose} className="-ml-2 lg:hidden">
        <ChevronLeft size={16} />
      </IconButton>
      <div className="min-w-0 flex-1">
        <h2 ref={heading} tabIndex={-1} className="slate text-[17px] leading-tight outline-none">
          Shot {shot.name}
        </h2>
        <p className="truncate text-[12.5px] text-ink-2">
          {shotLine(shot)}, {seconds(shot.duration_ms)}
        </p>
      </div>
      <LockButton shot={shot} />
      <IconButton label="Previous shot" isDisabled={!before} onPress={() => before && onOpen(before)}>
        <ChevronLeft size={16} />
      </IconButton>
      <IconButton label="Next shot" isDisabled={!after} onPress={() => after && onOpen(after)}>
        <ChevronRight size={16} />
      </IconButton>
      <IconButton label="Close" onPress={onClose} className="max-lg:hidden">
        <X size={16} />
      </IconButton>
    </div>
  );
}
