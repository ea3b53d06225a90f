// Scenes of a version. Every older content stays reachable by revision.
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http, type NewScene, type Scene, unwrap } from '../../api/client';
import { keys } from '../../api/keys';
import { byCursor } from '../../api/pages';

export const scenesQuery = (scriptId: string, version: number) =>
  infiniteQueryOptions({
    queryKey: keys.scenesOf(scriptId, version),
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        http.GET('/api/v1/scripts/{id}/versions/{n}/scenes', {
          params: { path: { id: scriptId, n: version }, query: { cursor: pageParam, limit: 100 } },
          signal,
        }),
      ),
    ...byCursor,
  });

function useSceneMutation<V>(scriptId: string, change: (value: V) => Promise<Scene>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.scenes(scriptId) }),
        client.invalidateQueries({ queryKey: keys.history(scriptId) }),
      ]),
  });
}

export type SceneDraft = Pick<Scene, 'setting' | 'goal' | 'tension' | 'tone' | 'content'>;

export const useChangeScene = (scriptId: string) =>
  useSceneMutation(scriptId, ({ id, body }: { id: string; body: Partial<SceneDraft> }) =>
    unwrap(http.PATCH('/api/v1/scenes/{id}', { params: { path: { id } }, body })),
  );

export const useAddScene = (scriptId: string, version: number) =>
  useSceneMutation(scriptId, ({ body, key }: { body: NewScene; key: string }) =>
    unwrap(
      http.POST('/api/v1/scripts/{id}/versions/{n}/scenes', {
        params: { path: { id: scriptId, n: version }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );

export const useRemoveScene = (scriptId: string) =>
  useSceneMutation(scriptId, (id: string) =>
    unwrap(http.DELETE('/api/v1/scenes/{id}', { params: { path: { id } } })),
  );

export type Change = Scene['changes'][number];

/** Whose it is by name; of the set when there is no name. */
const byName = ({ subject, what }: Change) =>
  subject.kind === 'character' ? { character: subject.name, what } : { what };

export const useDeclareChange = (scene: Scene) =>
  useSceneMutation(scene.script_id, ({ change, key }: { change: Change; key: string }) =>
    unwrap(
      http.POST('/api/v1/scenes/{id}/changes', {
        params: { path: { id: scene.id }, header: { 'Idempotency-Key': key } },
        body: byName(change),
      }),
    ),
  );

export const useWithdrawChange = (scene: Scene) =>
  useSceneMutation(scene.script_id, (change: Change) =>
    unwrap(
      http.DELETE('/api/v1/scenes/{id}/changes', {
        params: { path: { id: scene.id }, query: byName(change) },
      }),
    ),
  );
