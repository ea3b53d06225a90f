// On a phone the rooms are at the thumb.
import { Link } from '@tanstack/react-router';
import { ROOMS } from './rooms';

export const NavBar = () => (
  <nav
    aria-label="Rooms"
    className="grid grid-cols-3 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
  >
    {ROOMS.map(({ to, label, Icon }) => (
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
