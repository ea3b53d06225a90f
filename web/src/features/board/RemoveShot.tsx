// Takes a shot off the board. Its takes stay.
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Shot } from '../../api/client';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { toast, toastError } from '../../ui/toasts';
import { useRemoveShot } from './queries';

export function RemoveShot({ shot }: { shot: Shot }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button tone="bad" className="ml-auto" isDisabled={shot.locked} onPress={() => setAsking(true)}>
        <Trash2 size={13} aria-hidden /> Remove shot
      </Button>
      <ConfirmRemoval shot={shot} isOpen={asking} onClose={() => setAsking(false)} />
    </>
  );
}

interface Props {
  shot: Shot;
  isOpen: boolean;
  onClose: () => void;
  onRemoved?: () => void;
}

export function ConfirmRemoval({ shot, isOpen, onClose, onRemoved }: Props) {
  const remove = useRemoveShot(shot.scene_id);
  return (
    <Confirm
      title={`Remove shot ${shot.name}?`}
      action="Remove"
      tone="bad"
      isOpen={isOpen}
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(shot.id, {
          onError: toastError,
          onSuccess: () => {
            toast(`Shot ${shot.name} is off the board`);
            onClose();
            onRemoved?.();
          },
        })
      }
    >
      It leaves the board and the film. Its takes stay in the history.
    </Confirm>
  );
}
