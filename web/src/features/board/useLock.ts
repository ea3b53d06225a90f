// Keeps a shot as it is through every breakdown, or lets it change again.
import type { Shot } from '../../api/client';
import { toast, toastError } from '../../ui/toasts';
import { useChangeShot } from './queries';

export function useLock(shot: Shot) {
  const { mutate, isPending } = useChangeShot(shot.scene_id);
  const toggle = () =>
    mutate(
      { id: shot.id, body: { locked: !shot.locked } },
      {
        onError: toastError,
        onSuccess: () => toast(`Shot ${shot.name} ${shot.locked ? 'may change again' : 'stays as it is'}`),
      },
    );
  return { isPending, toggle, label: shot.locked ? `Unlock shot ${shot.name}` : `Lock shot ${shot.name}` };
}
