// What happened to a script: read from the log, newest first.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { http, unwrap } from '../../api/client';
import { keys } from '../../api/keys';
import { byCursor } from '../../api/pages';

export interface HistoryFilter {
  type?: string | undefined;
  actor?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

export const historyQuery = (scriptId: string, filter: HistoryFilter) =>
  infiniteQueryOptions({
    queryKey: keys.historyOf(scriptId, filter),
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        http.GET('/api/v1/scripts/{id}/history', {
          params: { path: { id: scriptId }, query: { ...toQuery(filter), cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  });

/** Days of the form as moments of the log: from the first instant of one to the last of the other, local time. */
export function toQuery({ since, until, ...rest }: HistoryFilter): HistoryFilter {
  return {
    ...rest,
    ...(since && { since: new Date(`${since}T00:00:00`).toISOString() }),
    ...(until && { until: new Date(`${until}T23:59:59.999`).toISOString() }),
  };
}
