// Moves a shot among those of its scene: at once, said aloud, with a way back. One moved by keyboard keeps the focus, and
// where one is taken out the focus goes to the one beside it.
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Shot } from '../../api/client';
import { ordinal } from '../../lib/format';
import { toast, toastError } from '../../ui/toasts';
import { useMoveShot } from './queries';

export type Move = (shot: Shot, to: number, follow?: boolean) => void;

interface Order {
  move: Move;
  /** Has this shot's frame take the focus once the order has changed. */
  follow: (shot: string | undefined) => void;
}

export function useOrder(scene: string, shots: readonly Shot[], list: RefObject<HTMLElement | null>): Order {
  const { mutate } = useMoveShot(scene);
  const followed = useRef<string>(undefined);
  const order = shots.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the order has changed
  useLayoutEffect(() => {
    const id = followed.current;
    followed.current = undefined;
    if (id) list.current?.querySelector<HTMLElement>(`[data-frame="${CSS.escape(id)}"]`)?.focus();
  }, [order]);
  const follow = (shot: string | undefined) => {
    followed.current = shot;
  };
  const move: Move = (shot, to, keeps = false) => {
    const from = shots.findIndex(({ id }) => id === shot.id);
    const index = Math.min(Math.max(to, 0), shots.length - 1);
    if (from === index) return;
    if (shot.locked) {
      toast(`Shot ${shot.name} is locked. Unlock it to move it`);
      return;
    }
    if (keeps) follow(shot.id);
    mutate(
      { id: shot.id, index },
      {
        onError: toastError,
        onSuccess: () =>
          toast(`Shot ${shot.name} is now ${ordinal(index + 1)} of ${shots.length}`, () =>
            mutate({ id: shot.id, index: from }, { onError: toastError }),
          ),
      },
    );
  };
  return { move, follow };
}
