// One scene as a film of its own: asked for here, followed while it is made, and a step away once it is there.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Film, Play } from 'lucide-react';
import { useRef } from 'react';
import { type Asset, freshKey, type Job, type Scene } from '../../api/client';
import { toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/toasts';
import { filmsQuery } from '../assets/queries';
import { useJobView } from '../jobs/useJobView';
import type { Making } from '../pictures/making';
import { useProduce } from '../productions/queries';

/** The newest film of a scene alone. */
export const filmOf = (films: readonly Asset[] | undefined, scene: string): Asset | undefined =>
  films?.find(({ scene_id }) => scene_id === scene);

interface Asking {
  onError?: (error: unknown) => void;
  onDone?: () => void;
}

/** Asks for the film of a scene. */
export function useSceneFilm(scene: Scene) {
  const { mutate, isPending, error, reset } = useProduce(scene.script_id);
  const key = useRef(freshKey());
  const ask = (making: Making, { onError, onDone }: Asking) =>
    mutate(
      { body: { scope: 'scene', id: scene.id, want: ['film_scene'], ...making }, key: key.current },
      {
        onSuccess: () => {
          key.current = freshKey();
          toast(`Scene ${scene.number} is being filmed`);
          onDone?.();
        },
        onError: (refusal) => {
          if (toApiError(refusal).status !== 0) key.current = freshKey();
          onError?.(refusal);
        },
      },
    );
  return { ask, isPending, error, reset };
}

interface Props {
  scene: Scene;
  /** What is being made of the scene. */
  jobs: readonly Job[];
  isPending: boolean;
  onFilm: () => void;
}

export function SceneFilm({ scene, jobs, isPending, onFilm }: Props) {
  const films = useQuery(filmsQuery(scene.script_id)).data?.items;
  const job = jobs.find(({ kind }) => kind === 'produce');
  const there = filmOf(films, scene.id);
  return (
    <>
      {job ? (
        <InWork job={job} />
      ) : (
        <Button isPending={isPending} onPress={onFilm}>
          <Film size={13} aria-hidden /> Film scene <span className="sr-only">{scene.number}</span>
        </Button>
      )}
      {there && (
        <Link
          to="/scripts/$scriptId/film"
          params={{ scriptId: scene.script_id }}
          search={{ film: there.id }}
          className="btn"
        >
          <Play size={13} aria-hidden /> Play <span className="sr-only">scene {scene.number}</span>
        </Link>
      )}
    </>
  );
}

function InWork({ job }: { job: Job }) {
  const view = useJobView(job);
  return (
    <Link to="/jobs/$jobId" params={{ jobId: job.id }} className="btn">
      <span aria-hidden className="pulse size-[7px] rounded-full bg-tungsten" />
      <span role="status">Filming, {Math.round(view.fraction * 100)}%</span>
    </Link>
  );
}
