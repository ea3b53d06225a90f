// Keeps a shot as it is through every breakdown, or lets it change again.
import { Lock, LockOpen } from 'lucide-react';
import type { Shot } from '../../api/client';
import { IconButton } from '../../ui/IconButton';
import { toast, toastError } from '../../ui/toasts';
import { useChangeShot } from './queries';

export function LockButton({ shot }: { shot: Shot }) {
  const change = useChangeShot(shot.scene_id);
  const put = (locked: boolean) =>
    change.mutate(
      { id: shot.id, body: { locked } },
      {
        onError: toastError,
        onSuccess: () => toast(`Shot ${shot.name} ${locked ? 'stays as it is' : 'may change again'}`),
      },
    );
  return (
    <IconButton
      label={shot.locked ? `Unlock shot ${shot.name}` : `Lock shot ${shot.name}`}
      isPending={change.isPending}
      onPress={() => put(!shot.locked)}
      className={shot.locked ? 'text-tungsten' : ''}
    >
      {shot.locked ? <Lock size={15} /> : <LockOpen size={15} />}
    </IconButton>
  );
}
