// What is being made of a scene at this moment, and which of its frames that is.
import { useQuery } from '@tanstack/react-query';
import type { Job, JobKind, Shot } from '../../api/client';
import { jobsQuery } from '../jobs/queries';
import { askedOf, WAITING } from '../jobs/state';
import type { JobView } from '../jobs/useJobView';

const OF_PICTURES: readonly JobKind[] = ['break_down_scene', 'storyboard_scene', 'refine_shot', 'film_shot'];

const inputOf = (job: Pick<Job, 'input'>) => job.input as { scene?: unknown; shot?: unknown };

/** The scene a job is about, if it covers, draws or films one. */
function sceneOf(job: Job): string | undefined {
  if (job.kind === 'produce') {
    const { scope, id, want } = askedOf(job);
    return scope === 'scene' && want.includes('film_scene') ? String(id) : undefined;
  }
  const { scene } = inputOf(job);
  return typeof scene === 'string' && OF_PICTURES.includes(job.kind) ? scene : undefined;
}

/** The jobs under way that cover, draw or film scenes, by scene; those that run come first. */
export function workByScene(jobs: readonly Job[]): Map<string, Job[]> {
  const out = new Map<string, Job[]>();
  const running = [...jobs].sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running'));
  for (const job of running) {
    const scene = sceneOf(job);
    if (scene) out.set(scene, [...(out.get(scene) ?? []), job]);
  }
  return out;
}

export function useSceneWork(script: string): Map<string, Job[]> {
  const running = useQuery(jobsQuery({ script_id: script, state: ['running'] })).data?.items ?? [];
  const waiting = useQuery(jobsQuery({ script_id: script, state: WAITING })).data?.items ?? [];
  return workByScene([...running, ...waiting.filter(({ id }) => !running.some((job) => job.id === id))]);
}

/** The shot that a job is drawing: the one it was asked for, the one it names, or the one it has come to. */
export function drawnShot(shots: readonly Shot[], job: Job, view: JobView): string | undefined {
  if (view.state !== 'running') return undefined;
  const { shot } = inputOf(job);
  if (typeof shot === 'string') return shot;
  if (job.kind !== 'storyboard_scene') return undefined;
  const named = new Set(view.message.split(/[^\p{L}\p{N}]+/u));
  const byName = shots.find(({ name }) => named.has(name));
  return (byName ?? shots[Math.max(0, view.step - 1)])?.id;
}

/** Whether this shot's turn is still to come. */
export function isAwaited(shot: Shot, jobs: readonly Job[]): boolean {
  return jobs.some((job) => job.kind === 'storyboard_scene' || inputOf(job).shot === shot.id);
}
