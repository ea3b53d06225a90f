// Characters: reusable across scripts.
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type Character,
  type CharacterChange,
  http,
  type NewCharacter,
  type Tagged,
  unwrap,
  unwrapTagged,
} from '../../api/client';
import { keys } from '../../api/keys';
import { byCursor } from '../../api/pages';

export interface CharacterFilter {
  q?: string | undefined;
  archived?: boolean | undefined;
  limit?: number | undefined;
}

const list = (query: CharacterFilter & { cursor?: string | undefined }, signal: AbortSignal) =>
  unwrap(http.GET('/api/v1/characters', { params: { query }, signal }));

/** One page, for pickers and the palette. */
export const charactersQuery = (filter: CharacterFilter) =>
  queryOptions({
    queryKey: keys.characterList({ ...filter, once: true }),
    queryFn: ({ signal }) => list(filter, signal),
  });

export const characterPagesQuery = (filter: CharacterFilter) =>
  infiniteQueryOptions({
    queryKey: keys.characterList(filter),
    queryFn: ({ signal, pageParam }) => list({ ...filter, cursor: pageParam }, signal),
    ...byCursor,
  });

export const characterQuery = (id: string) =>
  queryOptions({
    queryKey: keys.character(id),
    queryFn: ({ signal }) =>
      unwrapTagged(http.GET('/api/v1/characters/{id}', { params: { path: { id } }, signal })),
  });

function useCharacterMutation<V>(change: (value: V) => Promise<Tagged<Character>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (character) => {
      client.setQueryData(keys.character(character.id), character);
      void client.invalidateQueries({ queryKey: [...keys.characters, 'list'] });
    },
  });
}

export const useNewCharacter = () =>
  useCharacterMutation(({ body, key }: { body: NewCharacter; key: string }) =>
    unwrapTagged(http.POST('/api/v1/characters', { body, params: { header: { 'Idempotency-Key': key } } })),
  );

export const useChangeCharacter = (id: string) =>
  useCharacterMutation(({ body, etag }: { body: CharacterChange; etag: string | undefined }) =>
    unwrapTagged(
      http.PATCH('/api/v1/characters/{id}', {
        params: { path: { id }, header: etag ? { 'If-Match': etag } : {} },
        body,
      }),
    ),
  );

export const useArchiveCharacter = () =>
  useCharacterMutation(({ id, archived }: { id: string; archived: boolean }) =>
    archived
      ? unwrapTagged(http.DELETE('/api/v1/characters/{id}', { params: { path: { id } } }))
      : unwrapTagged(http.POST('/api/v1/characters/{id}/restore', { params: { path: { id } } })),
  );
