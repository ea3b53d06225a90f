// Lays lines out as the page prints them and shows emphasis, while the marks themselves stay, dimmed.
import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { Kind } from '../classify';
import { scan } from './scan';

const mark = (name: string) => Decoration.mark({ class: name });
const STYLE = { '*': mark('f-em'), '**': mark('f-strong'), '***': mark('f-strong f-em'), _: mark('f-under') };
const SYNTAX = mark('f-syntax');
const LINE = new Map<Kind, Decoration>();

const lineOf = (kind: Kind): Decoration => {
  const known = LINE.get(kind) ?? Decoration.line({ class: `f-${kind}` });
  LINE.set(kind, known);
  return known;
};

const EMPHASIS = /(\*{1,3}|_)(?=\S)([^*_\n]*\S)\1|\[\[[^\]]*\]\]|#[^#\n]+#\s*$/g;
const FORCED = /^\s*([@!>~=]|#{1,6}|\.(?!\.))\s*/;

function paintLine(into: RangeSetBuilder<Decoration>, kind: Kind, from: number, text: string): void {
  into.add(from, from, lineOf(kind));
  if (kind === 'note' || kind === 'boneyard' || kind === 'blank') return;
  if (kind === 'title') {
    const colon = text.indexOf(':');
    if (colon > 0) into.add(from, from + colon + 1, SYNTAX);
    return;
  }
  const forced = kind === 'dialogue' || kind === 'paren' ? null : FORCED.exec(text);
  if (forced) into.add(from, from + forced[0].length, SYNTAX);
  for (const found of text.matchAll(EMPHASIS)) {
    const at = from + found.index;
    const end = at + found[0].length;
    if (forced && found.index < forced[0].length) continue;
    const sign = found[1] as keyof typeof STYLE | undefined;
    if (!sign) {
      into.add(at, end, SYNTAX);
      continue;
    }
    into.add(at, at + sign.length, SYNTAX);
    into.add(at + sign.length, end - sign.length, STYLE[sign]);
    into.add(end - sign.length, end, SYNTAX);
  }
}

function paintVisible(view: EditorView): DecorationSet {
  const into = new RangeSetBuilder<Decoration>();
  const { kinds } = view.state.field(scan);
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      paintLine(into, kinds[line.number - 1] ?? 'action', line.from, line.text);
      at = line.to + 1;
    }
  return into.finish();
}

export const paint = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = paintVisible(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = paintVisible(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
