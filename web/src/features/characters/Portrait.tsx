// What a character looks like: the newest portrait, and the way to another.
import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useRef } from 'react';
import { type Character, freshKey, http, unwrap } from '../../api/client';
import { Button } from '../../ui/Button';
import { toast, toastError } from '../../ui/toasts';
import { Picture } from '../assets/Picture';
import { portraitsQuery } from '../assets/queries';
import { useJobMutation } from '../jobs/queries';

const useDraw = () =>
  useJobMutation(({ id, key }: { id: string; key: string }) =>
    unwrap(
      http.POST('/api/v1/characters/{id}/portrait', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
      }),
    ),
  );

export function Portrait({ character }: { character: Character }) {
  const newest = useQuery(portraitsQuery(character.id)).data?.items[0];
  const draw = useDraw();
  const key = useRef(freshKey());
  const ask = () =>
    draw.mutate(
      { id: character.id, key: key.current },
      {
        onSuccess: () => toast(`${character.name} is being drawn`),
        onError: toastError,
        onSettled: () => {
          key.current = freshKey();
        },
      },
    );
  return (
    <section aria-label="Portrait" className="mb-6 flex flex-wrap items-end gap-4">
      {newest ? (
        <Picture
          asset={newest.id}
          alt={`Portrait of ${character.name}`}
          className="h-[200px] w-[160px] rounded-(--radius-frame) border border-line"
          eager
        />
      ) : (
        <span className="grid h-[100px] w-[80px] place-items-center rounded-(--radius-frame) border border-dashed border-line-2 text-dim">
          <UserRound size={22} aria-hidden />
        </span>
      )}
      <Button isPending={draw.isPending} isDisabled={character.archived} onPress={ask}>
        {newest ? 'Draw another portrait' : 'Draw a portrait'}
      </Button>
    </section>
  );
}
