// The studio's rooms, for the header, the phone's bar, the palette and the `g` shortcuts.
import { Clapperboard, ListChecks, Users } from 'lucide-react';

export const ROOMS = [
  { to: '/scripts', label: 'Scripts', key: 's', Icon: Clapperboard },
  { to: '/characters', label: 'Characters', key: 'c', Icon: Users },
  { to: '/jobs', label: 'Jobs', key: 'j', Icon: ListChecks },
] as const;
