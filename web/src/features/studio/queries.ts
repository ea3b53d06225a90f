// The studio's machines and its housekeeping, for whoever runs it. Nothing on the stream tells of them, so they are
// asked again by the clock, and only while they are looked at.
import { queryOptions } from '@tanstack/react-query';
import { http, unwrap } from '../../api/client';
import { keys } from '../../api/keys';

const EVERY_MS = 5_000;

export const workersQuery = queryOptions({
  queryKey: keys.workers,
  queryFn: ({ signal }) => unwrap(http.GET('/api/v1/workers', { signal })),
  refetchInterval: EVERY_MS,
  staleTime: EVERY_MS,
});

export const maintenanceQuery = queryOptions({
  queryKey: keys.maintenance,
  queryFn: ({ signal }) => unwrap(http.GET('/api/v1/maintenance', { signal })),
  refetchInterval: EVERY_MS,
  staleTime: EVERY_MS,
});
