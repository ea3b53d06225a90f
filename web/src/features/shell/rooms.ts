// The studio's rooms, for the header, the phone's bar, the palette and the `g` shortcuts.
import { Clapperboard, ListChecks, Server, Users } from 'lucide-react';
import type { Account } from '../../api/client';

const ROOMS = [
  { to: '/scripts', label: 'Scripts', key: 's', Icon: Clapperboard },
  { to: '/characters', label: 'Characters', key: 'c', Icon: Users },
  { to: '/jobs', label: 'Jobs', key: 'j', Icon: ListChecks },
] as const;

const WORKERS = { to: '/workers', label: 'Workers', key: 'w', Icon: Server } as const;

/** The machines are shown to whoever runs the studio. */
export const roomsFor = (account: Pick<Account, 'role'> | null | undefined) =>
  account?.role === 'admin' ? [...ROOMS, WORKERS] : [...ROOMS];
