// Find anything: rooms, scripts, characters, and the things one does most.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import type { Account } from '../../api/client';
import { charactersQuery } from '../characters/queries';
import { scriptsQuery } from '../scripts/queries';
import { roomsFor } from './rooms';

interface Target {
  id: string;
  text: string;
  kind: string;
}

function useTargets(account: Account, enabled: boolean): Target[] {
  const scripts = useQuery({ ...scriptsQuery({ limit: 100 }), enabled }).data?.items ?? [];
  const characters = useQuery({ ...charactersQuery({ limit: 100 }), enabled }).data?.items ?? [];
  return [
    { id: '/scripts/new', text: 'New script', kind: 'Begin' },
    { id: '/characters/new', text: 'New character', kind: 'Begin' },
    ...roomsFor(account).map(({ to, label, key }) => ({
      id: to,
      text: label,
      kind: `G ${key.toUpperCase()}`,
    })),
    ...scripts.map((script) => ({ id: `/scripts/${script.id}`, text: script.title, kind: 'Script' })),
    ...characters.map((one) => ({ id: `/characters/${one.id}`, text: one.name, kind: 'Character' })),
  ];
}

interface Props {
  account: Account;
  isOpen: boolean;
  onClose: () => void;
}

export function Palette({ account, isOpen, onClose }: Props) {
  const navigate = useNavigate();
  const { contains } = useFilter({ sensitivity: 'base' });
  const targets = useTargets(account, isOpen);
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-40 bg-black/60 px-3"
    >
      <Modal className="popover mx-auto mt-[12vh] w-full max-w-[560px] bg-panel">
        <Dialog aria-label="Find anything" className="outline-none">
          <Autocomplete filter={contains}>
            <SearchField
              aria-label="Find a script, a character or a room"
              autoFocus
              className="border-b border-line"
            >
              <Input
                placeholder="Script, character or room"
                className="h-12 w-full bg-transparent px-4 text-[15px] outline-none placeholder:text-dim [&::-webkit-search-cancel-button]:hidden"
              />
            </SearchField>
            <Menu
              items={targets}
              className="max-h-[340px] overflow-auto p-1.5 outline-none"
              onAction={(id) => {
                onClose();
                void navigate({ href: String(id) });
              }}
              renderEmptyState={() => <p className="p-4 text-dim">Nothing here has that name.</p>}
            >
              {(target) => (
                <MenuItem id={target.id} textValue={target.text} className="option justify-between py-2">
                  <span className="truncate">{target.text}</span>
                  <span className="text-[12px] text-dim">{target.kind}</span>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
