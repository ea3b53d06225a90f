// The keys of the player, as players everywhere have them.

export type Act =
  | { do: 'toggle' | 'captions' | 'full' | 'mute' }
  | { do: 'skip'; by: number }
  | { do: 'chapter'; by: -1 | 1 }
  | { do: 'louder'; by: number };

const SKIP_S = 5;
const LOUDER = 0.1;

const ACTS: Record<string, Act> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  ArrowLeft: { do: 'skip', by: -SKIP_S },
  ArrowRight: { do: 'skip', by: SKIP_S },
  ArrowUp: { do: 'louder', by: LOUDER },
  ArrowDown: { do: 'louder', by: -LOUDER },
  f: { do: 'full' },
  c: { do: 'captions' },
  m: { do: 'mute' },
  n: { do: 'chapter', by: 1 },
  p: { do: 'chapter', by: -1 },
};

/** Where these keys mean something of their own. */
const TYPES =
  'input:not([type=range]), textarea, select, [contenteditable=true], [role=dialog], [role=listbox], [role=menu]';
const SLIDES = 'input[type=range]';
/** What the space bar presses. Links are not among them: whoever came by one can play at once. */
const PRESSES = 'button, [role=button], [role=option], summary';
const SCROLLS = '[role=group][tabindex="0"]';

/** What a key means for the player, given what has the focus. */
export function actOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>,
): Act | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const at = event.target instanceof Element ? event.target : undefined;
  if (at?.closest(TYPES)) return undefined;
  if (event.key === ' ' && at?.closest(PRESSES)) return undefined;
  if (/^Arrow/.test(event.key) && at?.closest(SLIDES)) return undefined;
  if (/^Arrow(Up|Down)$/.test(event.key) && at?.closest(SCROLLS)) return undefined;
  return ACTS[event.key];
}

export const SAID_OF_KEYS: readonly (readonly [keys: string, said: string])[] = [
  ['Space', 'Play or pause'],
  ['← →', 'Five seconds back or on'],
  ['P N', 'Scene before or after'],
  ['↑ ↓', 'Louder or softer'],
  ['C', 'Captions'],
  ['F', 'Full screen'],
  ['M', 'Sound off or on'],
];
