// Who is signed in, and the ways in and out.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http, unwrap } from '../../api/client';
import { keys } from '../../api/keys';
import { ApiError } from '../../api/problem';

/** The account, or null for a visitor. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }) => {
    try {
      return await unwrap(http.GET('/api/v1/auth/me', { signal }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

/** What the studio is: its version, its language model, whether anybody has an account yet. */
export const systemQuery = queryOptions({
  queryKey: keys.system,
  queryFn: ({ signal }) => unwrap(http.GET('/api/v1/system', { signal })),
});

export interface Credentials {
  email: string;
  password: string;
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Credentials) => unwrap(http.POST('/api/v1/auth/login', { body })),
    onSuccess: ({ user }) => client.setQueryData(keys.session, user),
  });
}

export function useSignUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Credentials & { display_name: string }) =>
      unwrap(http.POST('/api/v1/auth/register', { body })),
    onSuccess: ({ user }) => {
      client.setQueryData(keys.session, user);
      client.removeQueries({ queryKey: keys.system });
    },
  });
}

export const useSignOut = () => useMutation({ mutationFn: () => unwrap(http.POST('/api/v1/auth/logout')) });
