// Help while typing: names and places already in the script, and Tab to say what a line is.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { EditorSelection } from '@codemirror/state';
import type { EditorView, KeyBinding } from '@codemirror/view';
import { scan } from './scan';

const CAPITALS = /^[@.]?[\p{Lu}][\p{Lu}\s'./-]*$/u;

/** After an empty line, capitals are a cue or a heading: offer those the script knows. */
export function complete(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const typed = line.text.slice(0, context.pos - line.from);
  const above = line.number > 1 ? context.state.doc.line(line.number - 1).text.trim() : '';
  if (above !== '' || !CAPITALS.test(typed)) return null;
  const { names, places } = context.state.field(scan);
  const heading = /^(INT|EXT|EST|I\/E|\.)/.test(typed);
  const options: Completion[] = (heading ? places : names)
    .filter((label) => label !== typed)
    .map((label) => ({ label, type: heading ? 'place' : 'person' }));
  return { from: line.from, options, validFor: /^[\p{Lu}\s'./-]*$/u };
}

function replaceLine(view: EditorView, next: string, cursorFromEnd = 0): true {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  view.dispatch({
    changes: { from: line.from, to: line.to, insert: next },
    selection: EditorSelection.cursor(line.from + next.length - cursorFromEnd),
    userEvent: 'input',
  });
  return true;
}

/** Tab: action → cue → transition → action; in a speech: dialogue ↔ parenthetical. Escape, then Tab, leaves. */
function cycle(view: EditorView): true {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  const kind = view.state.field(scan).kinds[line.number - 1];
  const text = line.text;
  if (kind === 'dialogue') return replaceLine(view, `(${text})`, 1);
  if (kind === 'paren') return replaceLine(view, text.replace(/^\(|\)$/g, ''));
  if (text.startsWith('@')) return replaceLine(view, `> ${text.slice(1)}`);
  if (text.startsWith('>')) return replaceLine(view, text.replace(/^>\s*/, ''));
  return replaceLine(view, `@${text.toUpperCase()}`);
}

export const typingKeys: KeyBinding[] = [{ key: 'Tab', run: cycle }];
