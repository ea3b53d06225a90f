// The shots of a scene and their takes, and everything that changes one.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http, type Shot, type ShotPatch, unwrap } from '../../api/client';
import { keys } from '../../api/keys';
import { useJobMutation } from '../jobs/queries';

export const shotsQuery = (scene: string) =>
  queryOptions({
    queryKey: keys.shotsOf(scene),
    queryFn: ({ signal }) =>
      unwrap(http.GET('/api/v1/scenes/{id}/shots', { params: { path: { id: scene } }, signal })),
  });

export const takesQuery = (scene: string, shot: string) =>
  queryOptions({
    queryKey: keys.takes(scene, shot),
    queryFn: ({ signal }) =>
      unwrap(http.GET('/api/v1/shots/{id}/takes', { params: { path: { id: shot } }, signal })),
  });

function useShotMutation<V, A>(scene: string, change: (value: V) => Promise<A>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.shotsOf(scene) }),
  });
}

export const useChangeShot = (scene: string) =>
  useShotMutation(scene, ({ id, body }: { id: string; body: ShotPatch }) =>
    unwrap(http.PATCH('/api/v1/shots/{id}', { params: { path: { id } }, body })),
  );

export const useRemoveShot = (scene: string) =>
  useShotMutation(scene, (id: string) =>
    unwrap(http.DELETE('/api/v1/shots/{id}', { params: { path: { id } } })),
  );

export const useChooseTake = (scene: string) =>
  useShotMutation(scene, ({ shot, take }: { shot: string; take: string }) =>
    unwrap(
      http.PUT('/api/v1/shots/{id}/active-take', {
        params: { path: { id: shot } },
        body: { take_id: take },
      }),
    ),
  );

export interface Refinement {
  shot: string;
  prompt: string;
  params: Partial<Shot['params']> | undefined;
  key: string;
}

export const useRefine = () =>
  useJobMutation(({ shot, prompt, params, key }: Refinement) =>
    unwrap(
      http.POST('/api/v1/shots/{id}/refine', {
        params: { path: { id: shot }, header: { 'Idempotency-Key': key } },
        body: { refinement_prompt: prompt, ...(params && { params }) },
      }),
    ),
  );

interface Asked {
  scene: string;
  key: string;
}

export const useBreakDown = () =>
  useJobMutation(({ scene, key }: Asked) =>
    unwrap(
      http.POST('/api/v1/scenes/{id}/breakdown', {
        params: { path: { id: scene }, header: { 'Idempotency-Key': key } },
        body: {},
      }),
    ),
  );

export const useStoryboard = () =>
  useJobMutation(({ scene, key }: Asked) =>
    unwrap(
      http.POST('/api/v1/scenes/{id}/storyboard', {
        params: { path: { id: scene }, header: { 'Idempotency-Key': key } },
        body: {},
      }),
    ),
  );
