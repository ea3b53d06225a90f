// Productions: what they would be, what they are, and the way to ask for one.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { http, type ProduceRequest, unwrap } from '../../api/client';
import { keys } from '../../api/keys';
import { jobPagesQuery, useJobMutation } from '../jobs/queries';

export const graphQuery = (id: string) =>
  queryOptions({
    queryKey: keys.graph(id),
    queryFn: ({ signal }) =>
      unwrap(http.GET('/api/v1/jobs/{id}/graph', { params: { path: { id } }, signal })),
  });

/** The plan as it would be now. Asked anew whenever it is looked at: other tabs and other people change it. */
export const estimateQuery = (scriptId: string, request: ProduceRequest) =>
  queryOptions({
    queryKey: keys.estimate(scriptId, request),
    queryFn: ({ signal }) =>
      unwrap(
        http.POST('/api/v1/scripts/{id}/produce/estimate', {
          params: { path: { id: scriptId } },
          body: request,
          signal,
        }),
      ),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });

export const productionsQuery = (scriptId: string) =>
  jobPagesQuery({ script_id: scriptId, kind: 'produce', top: true });

export const useProduce = (scriptId: string) =>
  useJobMutation(({ body, key }: { body: ProduceRequest; key: string }) =>
    unwrap(
      http.POST('/api/v1/scripts/{id}/produce', {
        params: { path: { id: scriptId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );
