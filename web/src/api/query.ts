// The query cache: the only home of server state. The stream keeps it fresh, so nothing refetches by clock or focus.
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem';

/** Worth asking again: nobody answered, the server restarts, or it said to slow down. */
const passing = (error: unknown) =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 502);

export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => passing(error) && count < 4,
        retryDelay: (count) => Math.min(4000, 300 * 2 ** count),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });

export const queryClient = makeQueryClient();
