// Scripts as the server knows them, and everything that changes one.
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  http,
  type NewScript,
  type Script,
  type ScriptChange,
  type Tagged,
  unwrap,
  unwrapTagged,
} from '../../api/client';
import { keys } from '../../api/keys';
import { byCursor } from '../../api/pages';

export interface ScriptFilter {
  q?: string | undefined;
  archived?: boolean | undefined;
  limit?: number | undefined;
}

const list = (query: ScriptFilter & { cursor?: string | undefined }, signal: AbortSignal) =>
  unwrap(http.GET('/api/v1/scripts', { params: { query }, signal }));

/** One page, for the palette and other short lists. */
export const scriptsQuery = (filter: ScriptFilter) =>
  queryOptions({
    queryKey: keys.scriptList({ ...filter, once: true }),
    queryFn: ({ signal }) => list(filter, signal),
  });

export const scriptPagesQuery = (filter: ScriptFilter) =>
  infiniteQueryOptions({
    queryKey: keys.scriptList(filter),
    queryFn: ({ signal, pageParam }) => list({ ...filter, cursor: pageParam }, signal),
    ...byCursor,
  });

export const scriptQuery = (id: string) =>
  queryOptions({
    queryKey: keys.scriptDetail(id),
    queryFn: ({ signal }) =>
      unwrapTagged(http.GET('/api/v1/scripts/{id}', { params: { path: { id } }, signal })),
  });

/** The names of those in a script; nobody while it is not here. */
export const castOf = (script: Pick<Script, 'characters'> | undefined): string[] =>
  script?.characters.map(({ name }) => name) ?? [];

export function useNewScript() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: NewScript; key: string }) =>
      unwrapTagged(http.POST('/api/v1/scripts', { body, params: { header: { 'Idempotency-Key': key } } })),
    onSuccess: (script) => {
      client.setQueryData(keys.scriptDetail(script.id), script);
      void client.invalidateQueries({ queryKey: keys.scripts });
    },
  });
}

/** What a change answers goes into the cache at once; the lists follow. */
function useScriptMutation<V>(change: (value: V) => Promise<Tagged<Script>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (script) => {
      client.setQueryData(keys.scriptDetail(script.id), script);
      void client.invalidateQueries({ queryKey: keys.scripts });
      void client.invalidateQueries({ queryKey: keys.history(script.id) });
    },
  });
}

export const useChangeScript = (id: string) =>
  useScriptMutation(({ body, etag }: { body: ScriptChange; etag: string | undefined }) =>
    unwrapTagged(
      http.PATCH('/api/v1/scripts/{id}', {
        params: { path: { id }, header: etag ? { 'If-Match': etag } : {} },
        body,
      }),
    ),
  );

export const useArchiveScript = () =>
  useScriptMutation(({ id, archived }: { id: string; archived: boolean }) =>
    archived
      ? unwrapTagged(http.DELETE('/api/v1/scripts/{id}', { params: { path: { id } } }))
      : unwrapTagged(http.POST('/api/v1/scripts/{id}/restore', { params: { path: { id } } })),
  );

export const useCast = (id: string) =>
  useScriptMutation(({ character, attached }: { character: string; attached: boolean }) => {
    const params = { path: { id, character_id: character } };
    return attached
      ? unwrapTagged(http.PUT('/api/v1/scripts/{id}/characters/{character_id}', { params }))
      : unwrapTagged(http.DELETE('/api/v1/scripts/{id}/characters/{character_id}', { params }));
  });
