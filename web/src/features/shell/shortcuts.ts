// Keys that work everywhere: Ctrl K finds, `g` then a letter goes to a room.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Account } from '../../api/client';
import { roomsFor } from './rooms';

const TOGETHER_MS = 900;
const TYPING = 'input, textarea, select, [contenteditable=true], [role=dialog], [role=listbox], [role=menu]';

interface Options {
  account: Account | null | undefined;
  onFind: () => void;
}

export function useShortcuts({ account, onFind }: Options): void {
  const navigate = useNavigate();
  const role = account?.role;
  const find = useRef(onFind);
  find.current = onFind;
  useEffect(() => {
    let went = 0;
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        find.current();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const room =
        event.timeStamp - went < TOGETHER_MS &&
        roomsFor(role && { role }).find(({ key }) => key === event.key);
      went = event.key === 'g' ? event.timeStamp : 0;
      if (room) void navigate({ to: room.to });
    };
    // Captured: React Aria stops key events at its own components.
    addEventListener('keydown', press, true);
    return () => removeEventListener('keydown', press, true);
  }, [navigate, role]);
}
