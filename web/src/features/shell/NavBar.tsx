// On a phone the rooms are at the thumb.
import { Link } from '@tanstack/react-router';
import type { Account } from '../../api/client';
import { roomsFor } from './rooms';

export const NavBar = ({ account }: { account: Account }) => (
  <nav
    aria-label="Rooms"
    className="grid auto-cols-fr grid-flow-col border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
  >
    {roomsFor(account).map(({ to, label, Icon }) => (
      <Link
        key={to}
        to={to}
        className="ring-inset-focus flex h-[54px] flex-col items-center justify-center gap-1 text-[11px] text-ink-2 aria-[current=page]:text-tungsten"
      >
        <Icon size={18} aria-hidden />
        {label}
      </Link>
    ))}
  </nav>
);
