// Assets as lists have them, and where their bytes are.
import { queryOptions } from '@tanstack/react-query';
import { http, unwrap } from '../../api/client';
import { keys } from '../../api/keys';

/** How long a signed address is taken to work: less than it does. */
const SIGNED_MS = 5 * 60_000;

/** The films of a script, the newest first. */
export const filmsQuery = (script: string) =>
  queryOptions({
    queryKey: keys.assetList({ script, tag: 'animatic' }),
    queryFn: ({ signal }) =>
      unwrap(
        http.GET('/api/v1/assets', {
          params: { query: { script, tag: 'animatic', type: 'video', limit: 50 } },
          signal,
        }),
      ),
  });

/** The clips of a scene's shots, the newest first. */
export const clipsQuery = (scene: string) =>
  queryOptions({
    queryKey: keys.assetList({ scene, tag: 'clip' }),
    queryFn: ({ signal }) =>
      unwrap(http.GET('/api/v1/assets', { params: { query: { scene, tag: 'clip', limit: 100 } }, signal })),
  });

/** The portraits of a character, the newest first. */
export const portraitsQuery = (character: string) =>
  queryOptions({
    queryKey: keys.assetList({ character, tag: 'portrait' }),
    queryFn: ({ signal }) =>
      unwrap(
        http.GET('/api/v1/assets', { params: { query: { character, tag: 'portrait', limit: 12 } }, signal }),
      ),
  });

export const contentUrl = (id: string): string => `/api/v1/assets/${id}/content`;

/** For where no cookie is sent along: an address that works by itself. */
export const signedQuery = (id: string) =>
  queryOptions({
    queryKey: keys.signed(id),
    queryFn: ({ signal }) =>
      unwrap(http.POST('/api/v1/assets/{id}/signed-url', { params: { path: { id } }, signal })),
    staleTime: SIGNED_MS,
  });
