// Jobs, and what one can ask of them.
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  http,
  type Job,
  type JobKind,
  type JobState,
  type Length,
  type ScriptType,
  unwrap,
} from '../../api/client';
import { keys } from '../../api/keys';
import { byCursor } from '../../api/pages';

export interface JobFilter {
  /** Those in one of these states. */
  state?: readonly JobState[] | undefined;
  script_id?: string | undefined;
  kind?: JobKind | undefined;
  /** Leaves out the nodes of productions. */
  top?: boolean | undefined;
}

const list = (
  { state, ...rest }: JobFilter & { cursor?: string | undefined; limit?: number },
  signal: AbortSignal,
) =>
  unwrap(
    http.GET('/api/v1/jobs', { params: { query: { ...rest, ...(state && { state: [...state] }) } }, signal }),
  );

/** The newest jobs, one page: what is being made right now is always among them. */
export const jobsQuery = (filter: JobFilter) =>
  queryOptions({
    queryKey: keys.jobList({ ...filter, once: true }),
    queryFn: ({ signal }) => list({ ...filter, limit: 50 }, signal),
  });

/** The jobs that write a script's versions. */
export const draftsQuery = (scriptId: string) => jobsQuery({ script_id: scriptId, kind: 'generate_script' });

export const jobPagesQuery = (filter: JobFilter) =>
  infiniteQueryOptions({
    queryKey: keys.jobList(filter),
    queryFn: ({ signal, pageParam }) => list({ ...filter, cursor: pageParam }, signal),
    ...byCursor,
  });

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: keys.job(id),
    queryFn: ({ signal }) => unwrap(http.GET('/api/v1/jobs/{id}', { params: { path: { id } }, signal })),
  });

/** What a job that is done has made. */
export const madeQuery = (id: string) =>
  queryOptions({
    queryKey: keys.made(id),
    queryFn: ({ signal }) =>
      unwrap(http.GET('/api/v1/jobs/{id}/result', { params: { path: { id } }, signal })),
  });

export function useJobMutation<V>(change: (value: V) => Promise<Job>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (job) => {
      client.setQueryData(keys.job(job.id), job);
      void client.invalidateQueries({ queryKey: [...keys.jobs, 'list'] });
      void client.invalidateQueries({ queryKey: keys.graphs });
    },
  });
}

export const useCancelJob = () =>
  useJobMutation((id: string) =>
    unwrap(http.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } }, body: {} })),
  );

export const useRetryJob = () =>
  useJobMutation((id: string) => unwrap(http.POST('/api/v1/jobs/{id}/retry', { params: { path: { id } } })));

export const usePauseJob = () =>
  useJobMutation((id: string) => unwrap(http.POST('/api/v1/jobs/{id}/pause', { params: { path: { id } } })));

export const useResumeJob = () =>
  useJobMutation((id: string) => unwrap(http.POST('/api/v1/jobs/{id}/resume', { params: { path: { id } } })));

export const prioritise = (id: string, priority: number): Promise<Job> =>
  unwrap(http.PATCH('/api/v1/jobs/{id}', { params: { path: { id } }, body: { priority } }));

export const usePrioritise = () =>
  useJobMutation(({ id, priority }: { id: string; priority: number }) => prioritise(id, priority));

export interface Order {
  prompt: string;
  script_type: ScriptType;
  length: Length;
}

export const useGenerate = (scriptId: string) =>
  useJobMutation(({ body, key }: { body: Order; key: string }) =>
    unwrap(
      http.POST('/api/v1/scripts/{id}/generate', {
        params: { path: { id: scriptId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );
