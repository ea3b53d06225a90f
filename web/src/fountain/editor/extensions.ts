// The screenplay editor, put together.
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { paint } from './paint';
import { scan } from './scan';
import { theme } from './theme';
import { complete, typingKeys } from './typing';

/** The nonce that the server gave this page, for the style sheets that CodeMirror adds. */
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

interface Options {
  label: string;
  hint: string;
  onChange: (text: string) => void;
  onSave: () => void;
}

export function screenplayEditor({ label, hint, onChange, onSave }: Options): Extension {
  const save = () => {
    onSave();
    return true;
  };
  return [
    EditorView.cspNonce.of(nonce()),
    scan,
    paint,
    theme,
    history(),
    drawSelection(),
    search({ top: true }),
    highlightSelectionMatches(),
    autocompletion({ override: [complete], icons: false, selectOnOpen: false }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': label,
      tabindex: '0',
      spellcheck: 'true',
      autocapitalize: 'sentences',
    }),
    placeholder(hint),
    keymap.of([
      { key: 'Mod-s', preventDefault: true, run: save },
      ...completionKeymap,
      ...typingKeys,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
}
