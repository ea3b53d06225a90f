// What one asks of a scene on the board: its shots, their frames, its film; as usual at a press, otherwise in a sheet.
import { Clapperboard, Images, RefreshCw } from 'lucide-react';
import { useRef, useState } from 'react';
import { freshKey, type Job, type Scene, type StoryboardRequest } from '../../api/client';
import { Button } from '../../ui/Button';
import { toast, toastError } from '../../ui/toasts';
import { FilmSheet } from '../pictures/FilmSheet';
import { DeclareChange } from '../scenes/DeclareChange';
import { DrawSheet } from './DrawSheet';
import { useBreakDown, useStoryboard } from './queries';
import { SceneFilm, useSceneFilm } from './SceneFilm';
import { SceneMenu, type SheetOf } from './SceneMenu';

interface Props {
  scene: Scene;
  /** How many shots it has. */
  count: number;
  /** What is already being made of the scene. */
  jobs: readonly Job[];
}

export function SceneActions({ scene, count, jobs }: Props) {
  const breakDown = useBreakDown();
  const storyboard = useStoryboard();
  const film = useSceneFilm(scene);
  const key = useRef(freshKey());
  const [sheet, setSheet] = useState<SheetOf>();
  const close = () => setSheet(undefined);
  const renew = () => {
    key.current = freshKey();
  };
  const cover = () =>
    breakDown.mutate(
      { scene: scene.id, key: key.current },
      {
        onSuccess: () => toast(`Scene ${scene.number} is being broken down`),
        onError: toastError,
        onSettled: renew,
      },
    );
  const draw = (body: StoryboardRequest, onError?: (error: unknown) => void) =>
    storyboard.mutate(
      { scene: scene.id, key: key.current, body },
      {
        onSuccess: () => {
          toast(`The frames of scene ${scene.number} are being drawn`);
          close();
        },
        onError,
        onSettled: renew,
      },
    );
  const open = (next: SheetOf) => {
    storyboard.reset();
    film.reset();
    setSheet(next);
  };
  const covers = jobs.some(({ kind }) => kind === 'break_down_scene');
  const draws = jobs.some(({ kind }) => kind === 'storyboard_scene');
  return (
    <div className="flex flex-wrap gap-2">
      <Button isPending={breakDown.isPending || covers} onPress={cover}>
        {count ? <RefreshCw size={13} aria-hidden /> : <Clapperboard size={13} aria-hidden />}
        {count ? 'Break down anew' : 'Break down'}
        <span className="sr-only">scene {scene.number}</span>
      </Button>
      <Button isPending={storyboard.isPending || draws} onPress={() => draw({}, toastError)}>
        <Images size={13} aria-hidden /> Draw frames <span className="sr-only">of scene {scene.number}</span>
      </Button>
      <SceneFilm
        scene={scene}
        jobs={jobs}
        isPending={film.isPending}
        onFilm={() => film.ask({}, { onError: toastError })}
      />
      <SceneMenu number={scene.number} onOpen={open} />
      {sheet === 'draw' && (
        <DrawSheet
          number={scene.number}
          count={count}
          isPending={storyboard.isPending}
          error={storyboard.error}
          onDraw={draw}
          onClose={close}
        />
      )}
      {sheet === 'film' && (
        <FilmSheet
          title={`Film of scene ${scene.number}`}
          action="Film scene"
          isPending={film.isPending}
          error={film.error}
          onMake={(making) => film.ask(making, { onDone: close })}
          onClose={close}
        />
      )}
      {sheet === 'declare' && <DeclareChange scene={scene} onClose={close} />}
    </div>
  );
}
