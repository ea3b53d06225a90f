// What every line of the document is, kept in the editor's state. The whole text is read again on each change: 2 ms for
// a feature, so there is no incremental machinery to be wrong.
import { type EditorState, StateField } from '@codemirror/state';
import { classify, cueName, type Kind } from '../classify';

export interface Scan {
  kinds: Kind[];
  /** Names that speak, the most talkative first. */
  names: string[];
  /** Scene headings already used. */
  places: string[];
}

function linesOf(state: EditorState): string[] {
  const lines: string[] = [];
  for (const cursor = state.doc.iterLines(); !cursor.next().done; ) lines.push(cursor.value);
  return lines;
}

function read(state: EditorState): Scan {
  const lines = linesOf(state);
  const kinds = classify(lines);
  const spoken = new Map<string, number>();
  const places = new Set<string>();
  kinds.forEach((kind, i) => {
    const line = lines[i] ?? '';
    if (kind === 'character') spoken.set(cueName(line), (spoken.get(cueName(line)) ?? 0) + 1);
    else if (kind === 'scene') places.add(line.replace(/\s*#[^#]*#\s*$/, '').trim());
  });
  const names = [...spoken].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return { kinds, names, places: [...places] };
}

export const scan = StateField.define<Scan>({
  create: read,
  update: (value, change) => (change.docChanged ? read(change.state) : value),
});
