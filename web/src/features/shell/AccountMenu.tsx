import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import type { Account } from '../../api/client';
import { keys } from '../../api/keys';
import { toastError } from '../../ui/toasts';
import { useSignOut } from '../session/queries';

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((part) => Array.from(part)[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

export function AccountMenu({ account }: { account: Account }) {
  const signOut = useSignOut();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = () =>
    signOut.mutate(undefined, {
      onError: toastError,
      onSuccess: async () => {
        client.setQueryData(keys.session, null);
        await navigate({ to: '/sign-in' });
        client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
      },
    });
  return (
    <MenuTrigger>
      <Button className="relative grid size-8 place-items-center rounded-full bg-[#5b4a2d] text-[11px] font-semibold text-[#fbe9c9] data-hovered:bg-[#6d5934]">
        <span aria-hidden>{initials(account.display_name)}</span>
        <span className="sr-only">Account of {account.display_name}</span>
      </Button>
      <Popover placement="bottom end" className="popover min-w-56 p-1">
        <Menu className="outline-none" onAction={leave}>
          <MenuSection>
            <Header className="border-b border-line-2 px-2.5 pt-1.5 pb-2.5 text-[13px]">
              <span className="block font-semibold">{account.display_name}</span>
              <span className="block text-[12px] text-dim">{account.email}</span>
              {account.role === 'admin' && (
                <span className="mt-1 block text-[12px] text-dim">Runs this studio</span>
              )}
            </Header>
            <MenuItem id="sign-out" textValue="Sign out" className="option mt-1">
              <LogOut size={14} aria-hidden /> Sign out
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
