// The lock of the open shot.
import { Lock, LockOpen } from 'lucide-react';
import type { Shot } from '../../api/client';
import { IconButton } from '../../ui/IconButton';
import { useLock } from './useLock';

export function LockButton({ shot }: { shot: Shot }) {
  const { isPending, toggle, label } = useLock(shot);
  return (
    <IconButton
      label={label}
      isPending={isPending}
      onPress={toggle}
      className={shot.locked ? 'text-tungsten' : ''}
    >
      {shot.locked ? <Lock size={15} /> : <LockOpen size={15} />}
    </IconButton>
  );
}
