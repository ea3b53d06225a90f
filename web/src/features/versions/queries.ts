// Versions: immutable drafts, numbered from 1.
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http, type ScriptType, type Tagged, unwrap, unwrapTagged, type Version } from '../../api/client';
import { keys } from '../../api/keys';
import { byCursor } from '../../api/pages';
import { mediaTypeOf } from '../imports/queries';

export const versionsQuery = (scriptId: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.versions(scriptId), 'list'],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        http.GET('/api/v1/scripts/{id}/versions', {
          params: { path: { id: scriptId }, query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const versionQuery = (scriptId: string, number: number) =>
  queryOptions({
    queryKey: keys.version(scriptId, number),
    queryFn: ({ signal }) =>
      unwrapTagged(
        http.GET('/api/v1/scripts/{id}/versions/{n}', {
          params: { path: { id: scriptId, n: number } },
          signal,
        }),
      ),
  });

function useVersionMutation<V>(scriptId: string, change: (value: V) => Promise<Tagged<Version>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (version) => {
      client.setQueryData(keys.version(scriptId, version.number), version);
      void client.invalidateQueries({ queryKey: [...keys.versions(scriptId), 'list'] });
      void client.invalidateQueries({ queryKey: keys.scriptDetail(scriptId) });
      void client.invalidateQueries({ queryKey: keys.history(scriptId) });
    },
  });
}

export interface NewVersion {
  text: string;
  parent?: number;
  label?: string;
  script_type?: ScriptType;
}

export const useWriteVersion = (scriptId: string) =>
  useVersionMutation(scriptId, ({ body, key }: { body: NewVersion; key: string }) =>
    unwrapTagged(
      http.POST('/api/v1/scripts/{id}/versions', {
        params: { path: { id: scriptId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );

export interface NewImport {
  file: File;
  parent: number | undefined;
  key: string;
}

export const useImportVersion = (scriptId: string) =>
  useVersionMutation(scriptId, ({ file, parent, key }: NewImport) =>
    unwrapTagged(
      http.POST('/api/v1/scripts/{id}/import', {
        params: {
          path: { id: scriptId },
          query: { file_name: file.name, ...(parent !== undefined && { parent }) },
          header: { 'Idempotency-Key': key },
        },
        headers: { 'content-type': mediaTypeOf(file.name) },
        body: file as never,
        bodySerializer: (body) => body as unknown as Blob,
      }),
    ),
  );

export const useAnnotateVersion = (scriptId: string, number: number) =>
  useVersionMutation(scriptId, (body: { label?: string | null; notes?: string }) =>
    unwrapTagged(
      http.PATCH('/api/v1/scripts/{id}/versions/{n}', {
        params: { path: { id: scriptId, n: number } },
        body,
      }),
    ),
  );

export const useRestoreVersion = (scriptId: string) =>
  useVersionMutation(scriptId, ({ number, key }: { number: number; key: string }) =>
    unwrapTagged(
      http.POST('/api/v1/scripts/{id}/versions/{n}/restore', {
        params: { path: { id: scriptId, n: number }, header: { 'Idempotency-Key': key } },
      }),
    ),
  );
