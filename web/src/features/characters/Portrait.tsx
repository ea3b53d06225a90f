// What a character looks like: the newest portrait, and the way to another.
import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useRef, useState } from 'react';
import { type Character, freshKey, http, type PictureOptions, unwrap } from '../../api/client';
import { Button } from '../../ui/Button';
import { toast, toastError } from '../../ui/toasts';
import { Picture } from '../assets/Picture';
import { portraitsQuery } from '../assets/queries';
import { useJobMutation } from '../jobs/queries';
import { PortraitSheet } from './PortraitSheet';

interface Wish {
  id: string;
  key: string;
  picture: PictureOptions | undefined;
}

const useDraw = () =>
  useJobMutation(({ id, key, picture }: Wish) =>
    unwrap(
      http.POST('/api/v1/characters/{id}/portrait', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        ...(picture && { body: { picture } }),
      }),
    ),
  );

export function Portrait({ character }: { character: Character }) {
  const newest = useQuery(portraitsQuery(character.id)).data?.items[0];
  const draw = useDraw();
  const key = useRef(freshKey());
  const [asking, setAsking] = useState(false);
  const ask = (picture?: PictureOptions) =>
    draw.mutate(
      { id: character.id, key: key.current, picture },
      {
        onSuccess: () => {
          setAsking(false);
          toast(`${character.name} is being drawn`);
        },
        // In the sheet it stands with what was asked for.
        onError: (error) => asking || toastError(error),
        onSettled: () => {
          key.current = freshKey();
        },
      },
    );
  const open = () => {
    draw.reset();
    setAsking(true);
  };
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
      <Button isPending={draw.isPending} isDisabled={character.archived} onPress={() => ask()}>
        {newest ? 'Draw another portrait' : 'Draw a portrait'}
      </Button>
      <Button tone="quiet" isDisabled={character.archived} onPress={open}>
        Portrait settings
      </Button>
      {asking && (
        <PortraitSheet
          name={character.name}
          isPending={draw.isPending}
          error={draw.error}
          onDraw={ask}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
