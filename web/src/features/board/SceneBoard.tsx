// A scene as a row of frames, with what is being made of it.
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Job, Scene, Shot } from '../../api/client';
import { clock, plural } from '../../lib/format';
import { Button } from '../../ui/Button';
import { Load } from '../../ui/Load';
import { useInView } from '../../ui/useInView';
import { DeclaredChanges } from '../scenes/DeclaredChanges';
import { stripColour } from '../scenes/strip';
import { AddShot } from './AddShot';
import { Frames } from './FrameList';
import { shotsQuery } from './queries';
import { SceneActions } from './SceneActions';

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
  const [adding, setAdding] = useState<number>();
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
        {query.isSuccess && (
          <Button tone="quiet" className="-ml-1.5 px-2" onPress={() => setAdding(shots.length)}>
            <Plus size={13} aria-hidden /> Add shot <span className="sr-only">to scene {scene.number}</span>
          </Button>
        )}
        <div className="ml-auto">
          <SceneActions scene={scene} count={shots.length} jobs={jobs} />
        </div>
      </div>
      <DeclaredChanges scene={scene} />
      <div className="min-h-[160px]">
        <Load query={query}>
          {() =>
            shots.length === 0 ? (
              <NotCovered jobs={jobs} />
            ) : (
              <Frames
                scene={scene.id}
                shots={shots}
                jobs={jobs}
                open={open}
                onOpen={(shot) => onOpen(scene.id, shot)}
                onAdd={setAdding}
              />
            )
          }
        </Load>
      </div>
      {adding !== undefined && (
        <AddShot
          scene={scene}
          shots={shots}
          at={adding}
          onClose={() => setAdding(undefined)}
          onAdded={(shot) => onOpen(scene.id, shot)}
        />
      )}
    </section>
  );
}

const NotCovered = ({ jobs }: { jobs: readonly Job[] }) => (
  <p
    role="status"
    className="flex min-h-[150px] items-center justify-center gap-2.5 rounded-[3px] border border-dashed border-line-2 p-5 text-center text-[13px] text-dim"
  >
    {jobs.length > 0 && <span aria-hidden className="pulse size-[7px] rounded-full bg-tungsten" />}
    {jobs.length
      ? 'Being broken down into shots'
      : 'No shots yet. A breakdown covers the scene with them; or add the first by hand.'}
  </p>
);
