// A scene as a row of frames, with what is being made of it.
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Job, Scene, Shot } from '../../api/client';
import { clock, plural } from '../../lib/format';
import { Load } from '../../ui/Load';
import { useInView } from '../../ui/useInView';
import { useJobView } from '../jobs/useJobView';
import { stripColour } from '../scenes/strip';
import { Frame } from './Frame';
import { shotsQuery } from './queries';
import { SceneActions } from './SceneActions';
import { drawnShot, isAwaited } from './work';

interface Props {
  scene: Scene;
  jobs: readonly Job[];
  open: string | undefined;
  onOpen: (scene: string, shot: string) => void;
}

const NO_SHOTS: readonly Shot[] = [];

export function SceneBoard({ scene, jobs, open, onOpen }: Props) {
  const place = useRef<HTMLElement>(null);
  const seen = useInView(place);
  const query = useQuery({ ...shotsQuery(scene.id), enabled: seen });
  const shots: readonly Shot[] = query.data?.items ?? NO_SHOTS;
  const lasts = shots.reduce((sum, shot) => sum + shot.duration_ms, 0) / 1000;
  const title = `scene-title-${scene.id}`;
  return (
    <section
      ref={place}
      id={`scene-${scene.id}`}
      data-scene={scene.number}
      aria-labelledby={title}
      className="scroll-mt-2 border-b border-line px-4 py-5 md:px-6"
    >
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        <span aria-hidden className="h-[18px] w-[5px]" style={{ background: stripColour(scene.setting) }} />
        <h2 id={title} className="slate min-w-0 text-[14.5px] wrap-anywhere">
          {scene.number} <span className="ml-1.5">{scene.setting}</span>
        </h2>
        {shots.length > 0 && (
          <p className="text-[12.5px] text-dim">
            {plural(shots.length, 'shot')}, {clock(lasts)}
          </p>
        )}
        <div className="ml-auto">
          <SceneActions scene={scene} hasShots={shots.length > 0} jobs={jobs} />
        </div>
      </div>
      <div className="min-h-[160px]">
        <Load query={query}>
          {() =>
            shots.length === 0 ? (
              <NotCovered jobs={jobs} />
            ) : (
              <Frames shots={shots} jobs={jobs} open={open} onOpen={(shot) => onOpen(scene.id, shot)} />
            )
          }
        </Load>
      </div>
    </section>
  );
}

const NotCovered = ({ jobs }: { jobs: readonly Job[] }) => (
  <p
    role="status"
    className="flex min-h-[150px] items-center justify-center gap-2.5 rounded-[3px] border border-dashed border-line-2 p-5 text-center text-[13px] text-dim"
  >
    {jobs.length > 0 && <span aria-hidden className="pulse size-[7px] rounded-full bg-tungsten" />}
    {jobs.length ? 'Being broken down into shots' : 'No shots yet. A breakdown covers the scene with them.'}
  </p>
);

interface FramesProps {
  shots: readonly Shot[];
  jobs: readonly Job[];
  open: string | undefined;
  onOpen: (shot: string) => void;
}

const GRID = 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,264px),1fr))] gap-x-4 gap-y-5';

/** The first job that draws says which frame is on; without one there is nothing to follow. */
const Frames = (props: FramesProps) => {
  const job = props.jobs.find(({ state, kind }) => state === 'running' && kind !== 'break_down_scene');
  return job ? <DrawnFrames {...props} job={job} /> : <FrameList {...props} />;
};

function DrawnFrames({ job, ...props }: FramesProps & { job: Job }) {
  const view = useJobView(job);
  return <FrameList {...props} drawn={drawnShot(props.shots, job, view)} view={view} />;
}

interface ListProps extends FramesProps {
  drawn?: string | undefined;
  view?: ReturnType<typeof useJobView>;
}

const FrameList = ({ shots, jobs, open, onOpen, drawn, view }: ListProps) => (
  <ul className={GRID}>
    {shots.map((shot) => (
      <li key={shot.id} className="flex">
        <Frame
          shot={shot}
          isOpen={shot.id === open}
          drawing={shot.id === drawn ? view : undefined}
          isAwaited={isAwaited(shot, jobs)}
          onOpen={() => onOpen(shot.id)}
        />
      </li>
    ))}
  </ul>
);
