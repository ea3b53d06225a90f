// Emphasis inside a block: `*italic*`, `**bold**`, `***both***`, `_underline_`, `[[note]]`, `\*` for a plain star.

export interface Span {
  text: string;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  note?: boolean;
}

const MARK = /\\([*_])|\[\[([^\]]*)\]\]|(\*{1,3}|_)(?=\S)([^\n]*?\S)\3/;

export function spans(text: string, style: Omit<Span, 'text'> = {}): Span[] {
  const out: Span[] = [];
  let rest = text;
  const plain = (s: string) => {
    const last = out.at(-1);
    if (!s) return;
    if (last && sameStyle(last, style)) last.text += s;
    else out.push({ text: s, ...style });
  };
  while (rest) {
    const found = MARK.exec(rest);
    if (!found) break;
    plain(rest.slice(0, found.index));
    const [whole, escaped, note, mark, inner = ''] = found;
    if (escaped) plain(escaped);
    else if (note !== undefined) out.push({ text: note.trim(), ...style, note: true });
    else out.push(...spans(inner, { ...style, ...styleOf(mark ?? '') }));
    rest = rest.slice(found.index + whole.length);
  }
  plain(rest);
  return out;
}

const styleOf = (mark: string): Omit<Span, 'text'> =>
  mark === '_'
    ? { underline: true }
    : { ...(mark.length > 1 && { bold: true }), ...(mark.length !== 2 && { italic: true }) };

const sameStyle = (a: Span, b: Omit<Span, 'text'>) =>
  !a.bold === !b.bold && !a.italic === !b.italic && !a.underline === !b.underline && !a.note === !b.note;
