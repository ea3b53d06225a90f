// Text that is typed but not saved: kept in this browser until it is, and never left behind unasked.
import { useBlocker } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';

const PREFIX = 'spool.unsaved.';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null; // storage may be refused: then a reload forgets, as everywhere else
  }
}

function store(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, text);
  } catch {
    /* as above */
  }
}

export function useUnsaved(key: string, origin: string) {
  const [initial] = useState(() => stored(key) ?? origin);
  const [text, setText] = useState(initial);
  const saved = useRef(false);
  const dirty = text !== origin;
  const change = useCallback(
    (next: string) => {
      setText(next);
      store(key, next === origin ? null : next);
    },
    [key, origin],
  );
  const forget = () => {
    saved.current = true;
    store(key, null);
  };
  // Closing the tab asks; going to another room does not need to, because the text is kept.
  useBlocker({
    shouldBlockFn: () => false,
    enableBeforeUnload: () => dirty && !saved.current && stored(key) === null,
  });
  return { initial, text, dirty, change, forget };
}
