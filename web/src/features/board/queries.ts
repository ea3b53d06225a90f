// The shots of a scene and their takes, and everything that changes one.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  http,
  type NewShot,
  type PictureOptions,
  type ShotParams,
  type ShotPatch,
  type StoryboardRequest,
  unwrap,
} from '../../api/client';
import { keys } from '../../api/keys';
import { useJobMutation } from '../jobs/queries';
import { placed } from './order';

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

export const useAddShot = (scene: string) =>
  useShotMutation(scene, ({ body, key }: { body: NewShot; key: string }) =>
    unwrap(
      http.POST('/api/v1/scenes/{id}/shots', {
        params: { path: { id: scene }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );

/** The board shows a move at once, and goes back when the server says no. */
export function useMoveShot(scene: string) {
  const client = useQueryClient();
  const { queryKey } = shotsQuery(scene);
  return useMutation({
    mutationFn: ({ id, index }: { id: string; index: number }) =>
      unwrap(http.POST('/api/v1/shots/{id}/move', { params: { path: { id } }, body: { index } })),
    onMutate: async ({ id, index }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (list) => list && { ...list, items: [...placed(list.items, id, index)] });
      return { before };
    },
    onError: (_error, _move, context) => client.setQueryData(queryKey, context?.before),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

/** Whoever asked is told before the list is read again: what asks goes with the shot. */
export function useRemoveShot(scene: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(http.DELETE('/api/v1/shots/{id}', { params: { path: { id } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.shotsOf(scene) }),
  });
}

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
  params: ShotParams | undefined;
  picture: PictureOptions | undefined;
  key: string;
}

export const useRefine = () =>
  useJobMutation(({ shot, prompt, params, picture, key }: Refinement) =>
    unwrap(
      http.POST('/api/v1/shots/{id}/refine', {
        params: { path: { id: shot }, header: { 'Idempotency-Key': key } },
        body: {
          refinement_prompt: prompt,
          ...(params && { params }),
          ...(picture && { picture }),
        },
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
  useJobMutation(({ scene, key, body = {} }: Asked & { body?: StoryboardRequest }) =>
    unwrap(
      http.POST('/api/v1/scenes/{id}/storyboard', {
        params: { path: { id: scene }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );
