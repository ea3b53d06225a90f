// The clip of a shot: the camera's move over its frame, asked for here and played here.
import { useQuery } from '@tanstack/react-query';
import { Clapperboard } from 'lucide-react';
import { useRef } from 'react';
import { freshKey, http, type Job, type Shot, unwrap } from '../../api/client';
import { Button } from '../../ui/Button';
import { toast, toastError } from '../../ui/toasts';
import { clipsQuery } from '../assets/queries';
import { useContent } from '../assets/useContent';
import { useJobMutation } from '../jobs/queries';
import { useJobView } from '../jobs/useJobView';

interface Props {
  shot: Shot;
  jobs: readonly Job[];
}

const isOf = (job: Job, shot: string): boolean =>
  job.kind === 'film_shot' && (job.input as { shot?: unknown }).shot === shot;

export function ShotClip({ shot, jobs }: Props) {
  const clip = useQuery(clipsQuery(shot.scene_id)).data?.items.find(({ shot_id }) => shot_id === shot.id);
  const key = useRef(freshKey());
  const film = useJobMutation((idempotency: string) =>
    unwrap(
      http.POST('/api/v1/shots/{id}/clip', {
        params: { path: { id: shot.id }, header: { 'Idempotency-Key': idempotency } },
      }),
    ),
  );
  const ask = () =>
    film.mutate(key.current, {
      onSuccess: () => toast(`Shot ${shot.name} is being filmed`),
      onError: toastError,
      onSettled: () => {
        key.current = freshKey();
      },
    });
  const job = jobs.find((it) => isOf(it, shot.id));
  return (
    <div className="flex flex-col items-start gap-3 px-4 pt-1 pb-5">
      {clip ? (
        <Clip key={clip.id} asset={clip.id} still={shot.active_take?.still.asset_id} name={shot.name} />
      ) : (
        <p className="hint">The camera’s move over the frame, as long as the shot.</p>
      )}
      {job ? (
        <InWork job={job} />
      ) : (
        <Button isDisabled={!shot.active_take} isPending={film.isPending} onPress={ask}>
          <Clapperboard size={13} aria-hidden /> {clip ? 'Film it again' : 'Film this shot'}
        </Button>
      )}
      {!shot.active_take && <p className="hint">Draw its frame first.</p>}
    </div>
  );
}

function Clip({ asset, still, name }: { asset: string; still: string | undefined; name: string }) {
  const { url, attempt, onError } = useContent(asset);
  const poster = useContent(still).url;
  return (
    <video
      key={attempt}
      src={url}
      poster={poster}
      controls
      loop
      muted
      playsInline
      preload="none"
      aria-label={`Clip of shot ${name}`}
      onError={onError}
      className="w-full bg-void"
    />
  );
}

function InWork({ job }: { job: Job }) {
  const view = useJobView(job);
  return <p role="status">Filming, {Math.round(view.fraction * 100)}%</p>;
}
