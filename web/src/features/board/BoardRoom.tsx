// The board: every scene as a row of frames, and the open shot beside them. What is open stands in the address.
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect } from 'react';
import type { Script } from '../../api/client';
import { joined } from '../../api/pages';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { More } from '../../ui/More';
import { FilmBar } from '../productions/FilmBar';
import { scenesQuery } from '../scenes/queries';
import { scriptQuery } from '../scripts/queries';
import { useTitle } from '../shell/useTitle';
import { SceneBoard } from './SceneBoard';
import { ShotPanel } from './ShotPanel';
import { walkFrames } from './walk';
import { useSceneWork } from './work';

export function BoardRoom() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const search = useSearch({ from: '/app/scripts/$scriptId/board' });
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  useTitle(`Board of ${script.title}`);
  const number = search.version ?? script.head;
  if (!number)
    return (
      <Empty title="Nothing to draw yet">
        The board covers the scenes of a version with shots. Write a draft or import one first.
      </Empty>
    );
  return <Board script={script} number={number} />;
}

const frameOf = (shot: string) => document.querySelector<HTMLElement>(`[data-frame="${CSS.escape(shot)}"]`);

function Board({ script, number }: { script: Script; number: number }) {
  const { scene, shot } = useSearch({ from: '/app/scripts/$scriptId/board' });
  const navigate = useNavigate({ from: '/scripts/$scriptId/board' });
  const query = useInfiniteQuery(scenesQuery(script.id, number));
  const work = useSceneWork(script.id);
  const scenes = joined(query.data);
  const opened = scenes.find(({ id }) => id === scene);
  const loaded = query.isSuccess;
  // A link to a scene leads to that scene, once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: not again for every shot that is opened
  useEffect(() => {
    if (loaded && scene && !shot) document.getElementById(`scene-${scene}`)?.scrollIntoView();
  }, [loaded]);
  const open = (next: { scene: string; shot: string } | undefined) =>
    void navigate({
      search: (old) => ({ ...old, scene: next?.scene, shot: next?.shot }),
      replace: true,
    });
  const close = () => {
    open(undefined);
    // Back to where it was opened from, once that is shown again.
    if (shot) requestAnimationFrame(() => requestAnimationFrame(() => frameOf(shot)?.focus()));
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (walkFrames(event.currentTarget, event)) event.preventDefault();
  };
  const beside = opened && shot;
  return (
    <div
      className={`grid min-h-full lg:h-full lg:grid-rows-[minmax(0,1fr)] ${beside ? 'lg:grid-cols-[minmax(0,1fr)_440px]' : ''}`}
    >
      <div className={`flex min-h-0 min-w-0 flex-col ${beside ? 'max-lg:hidden' : ''}`}>
        <FilmBar script={script} />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the frames within take the focus */}
        <div data-testid="board" onKeyDown={press} className="relative min-h-0 flex-1 lg:overflow-auto">
          <Load query={query}>
            {() => (
              <>
                {scenes.map((one) => (
                  <SceneBoard
                    key={one.id}
                    scene={one}
                    jobs={work.get(one.id) ?? []}
                    open={shot}
                    onOpen={(of, id) => open({ scene: of, shot: id })}
                  />
                ))}
                <More query={query} />
              </>
            )}
          </Load>
        </div>
      </div>
      {beside && (
        <ShotPanel
          key={shot}
          scene={opened}
          shotId={shot}
          jobs={work.get(opened.id) ?? []}
          onOpen={(id) => open({ scene: opened.id, shot: id })}
          onClose={close}
        />
      )}
    </div>
  );
}
