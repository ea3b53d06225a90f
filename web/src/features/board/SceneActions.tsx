// What one asks of a scene on the board: its shots, and their frames.
import { Clapperboard, Images, RefreshCw } from 'lucide-react';
import { useRef } from 'react';
import { freshKey, type Job, type Scene } from '../../api/client';
import { Button } from '../../ui/Button';
import { toast, toastError } from '../../ui/toasts';
import { useBreakDown, useStoryboard } from './queries';

interface Props {
  scene: Scene;
  hasShots: boolean;
  /** What is already being made of the scene. */
  jobs: readonly Job[];
}

export function SceneActions({ scene, hasShots, jobs }: Props) {
  const breakDown = useBreakDown();
  const storyboard = useStoryboard();
  const key = useRef(freshKey());
  const ask = (job: typeof breakDown, said: string) =>
    job.mutate(
      { scene: scene.id, key: key.current },
      { onSuccess: () => toast(said), onError: toastError, onSettled: () => (key.current = freshKey()) },
    );
  const covers = jobs.some(({ kind }) => kind === 'break_down_scene');
  const draws = jobs.some(({ kind }) => kind === 'storyboard_scene');
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        isPending={breakDown.isPending || covers}
        onPress={() => ask(breakDown, `Scene ${scene.number} is being broken down`)}
      >
        {hasShots ? <RefreshCw size={13} aria-hidden /> : <Clapperboard size={13} aria-hidden />}
        {hasShots ? 'Break down anew' : 'Break down'}
        <span className="sr-only">scene {scene.number}</span>
      </Button>
      <Button
        isPending={storyboard.isPending || draws}
        onPress={() => ask(storyboard, `The frames of scene ${scene.number} are being drawn`)}
      >
        <Images size={13} aria-hidden /> Draw frames <span className="sr-only">of scene {scene.number}</span>
      </Button>
    </div>
  );
}
