// What can be done with a frame where it lies: everything that a pointer drags or a key moves, too.
import { ArrowLeft, ArrowRight, Ellipsis, Lock, LockOpen, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Shot } from '../../api/client';
import { ConfirmRemoval } from './RemoveShot';
import { useLock } from './useLock';

interface Props {
  shot: Shot;
  /** Its place among the scene's shots, from 0. */
  at: number;
  count: number;
  onMove: (to: number) => void;
  /** Asks for a new shot at a place. */
  onAdd: (at: number) => void;
  onRemoved: () => void;
}

export function ShotMenu({ shot, at, count, onMove, onAdd, onRemoved }: Props) {
  const [removing, setRemoving] = useState(false);
  const lock = useLock(shot);
  const acts: Record<string, () => void> = {
    earlier: () => onMove(at - 1),
    later: () => onMove(at + 1),
    lock: lock.toggle,
    add: () => onAdd(at + 1),
    remove: () => setRemoving(true),
  };
  const fixed = shot.locked;
  return (
    <>
      <MenuTrigger>
        <Button
          aria-label={`Actions for shot ${shot.name}`}
          className="frame-menu absolute top-1.5 right-1.5 grid size-[26px] place-items-center rounded-[2px] bg-black/75 text-ink data-focus-visible:outline-2 data-focus-visible:outline-tungsten data-hovered:text-tungsten pointer-coarse:size-10"
        >
          <Ellipsis size={15} aria-hidden />
        </Button>
        <Popover className="popover w-60 p-1.5" placement="bottom end">
          <Menu
            aria-label={`Shot ${shot.name}`}
            className="outline-none"
            disabledKeys={[
              ...(fixed || at === 0 ? ['earlier'] : []),
              ...(fixed || at === count - 1 ? ['later'] : []),
              ...(fixed ? ['remove'] : []),
            ]}
            onAction={(id) => acts[id]?.()}
          >
            <Act id="earlier" icon={<ArrowLeft size={14} />} keys="Shift ←">
              Move earlier
            </Act>
            <Act id="later" icon={<ArrowRight size={14} />} keys="Shift →">
              Move later
            </Act>
            <Act id="lock" icon={fixed ? <LockOpen size={14} /> : <Lock size={14} />}>
              {fixed ? 'Unlock' : 'Lock'}
            </Act>
            <Act id="add" icon={<Plus size={14} />}>
              Add a shot after it
            </Act>
            <Act id="remove" icon={<Trash2 size={14} />}>
              Remove
            </Act>
          </Menu>
        </Popover>
      </MenuTrigger>
      <ConfirmRemoval
        shot={shot}
        isOpen={removing}
        onClose={() => setRemoving(false)}
        onRemoved={onRemoved}
      />
    </>
  );
}

const Act = (props: { id: string; icon: ReactNode; keys?: string; children: string }) => (
  <MenuItem id={props.id} textValue={props.children} className="option data-disabled:text-edge">
    <span aria-hidden className="text-dim">
      {props.icon}
    </span>
    <span className="flex-1">{props.children}</span>
    {props.keys && <kbd className="kbd pointer-coarse:hidden">{props.keys}</kbd>}
  </MenuItem>
);
