// What differs on purpose in a scene: a coat that was torn costs no points of consistency.
import { X } from 'lucide-react';
import { freshKey, type Scene } from '../../api/client';
import { IconButton } from '../../ui/IconButton';
import { toast, toastError } from '../../ui/toasts';
import { type Change, useDeclareChange, useWithdrawChange } from './queries';

/** `Ada: coat torn`. */
export const changeLine = ({ subject, what }: Change): string =>
  `${subject.kind === 'character' ? subject.name : 'Set'}: ${what}`;

export function DeclaredChanges({ scene, className = '' }: { scene: Scene; className?: string }) {
  const withdraw = useWithdrawChange(scene);
  const declare = useDeclareChange(scene);
  if (scene.changes.length === 0) return null;
  const take = (change: Change) =>
    withdraw.mutate(change, {
      onError: toastError,
      onSuccess: () =>
        toast(`No longer meant: ${changeLine(change)}`, () =>
          declare.mutate({ change, key: freshKey() }, { onError: toastError }),
        ),
    });
  return (
    <ul
      aria-label={`Declared changes of scene ${scene.number}`}
      className={`flex flex-wrap gap-1.5 ${className}`}
    >
      {scene.changes.map((change) => {
        const line = changeLine(change);
        return (
          <li
            key={line}
            className="flex min-h-7 max-w-full items-center rounded-[3px] border border-line-2 bg-panel pl-2.5 text-[12.5px] text-ink-2"
          >
            <span className="min-w-0 py-1 wrap-anywhere">{line}</span>
            <IconButton
              label={`Withdraw ${line}`}
              isPending={withdraw.isPending}
              onPress={() => take(change)}
              className="size-7"
            >
              <X size={12} />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}
