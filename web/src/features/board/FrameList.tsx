// The frames of a scene in their order, which a pointer or keys change.
import { useRef } from 'react';
import type { Job, JobKind, Shot } from '../../api/client';
import { useJobView } from '../jobs/useJobView';
import { Frame } from './Frame';
import { ShotMenu } from './ShotMenu';
import { useFrameDrag } from './useFrameDrag';
import { useOrder } from './useOrder';
import { drawnShot, isAwaited } from './work';

interface Props {
  scene: string;
  shots: readonly Shot[];
  jobs: readonly Job[];
  open: string | undefined;
  onOpen: (shot: string) => void;
  onAdd: (at: number) => void;
}

const GRID = 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,264px),1fr))] gap-x-4 gap-y-5';

const DRAW: readonly JobKind[] = ['storyboard_scene', 'refine_shot'];

/** The first job that draws says which frame is on; without one there is nothing to follow. */
export const Frames = (props: Props) => {
  const job = props.jobs.find(({ state, kind }) => state === 'running' && DRAW.includes(kind));
  return job ? <DrawnFrames {...props} job={job} /> : <FrameList {...props} />;
};

function DrawnFrames({ job, ...props }: Props & { job: Job }) {
  const view = useJobView(job);
  return <FrameList {...props} drawn={drawnShot(props.shots, job, view)} view={view} />;
}

interface ListProps extends Props {
  drawn?: string | undefined;
  view?: ReturnType<typeof useJobView>;
}

function FrameList({ scene, shots, jobs, open, onOpen, onAdd, drawn, view }: ListProps) {
  const list = useRef<HTMLUListElement>(null);
  const { move, follow } = useOrder(scene, shots, list);
  const drag = useFrameDrag(shots, list, move);
  return (
    <ul ref={list} className={GRID} {...drag.list}>
      {shots.map((shot, at) => (
        <li
          key={shot.id}
          {...drag.item(shot)}
          className={`group/frame relative flex transition-opacity ${drag.dragged === shot.id ? 'opacity-35' : ''}`}
        >
          <Frame
            shot={shot}
            isOpen={shot.id === open}
            drawing={shot.id === drawn ? view : undefined}
            isAwaited={isAwaited(shot, jobs)}
            onOpen={() => onOpen(shot.id)}
            onStep={(by) => move(shot, at + by, true)}
          />
          <ShotMenu
            shot={shot}
            at={at}
            count={shots.length}
            onMove={(to) => move(shot, to)}
            onAdd={onAdd}
            onRemoved={() => follow((shots[at + 1] ?? shots[at - 1])?.id)}
          />
          {drag.gap?.at === at && (
            <span
              aria-hidden
              data-gap={drag.gap.side}
              className={`absolute inset-y-0 w-[3px] rounded-full bg-tungsten ${drag.gap.side === 'before' ? '-left-[9.5px]' : '-right-[9.5px]'}`}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
