// One block of a screenplay page. Memoised: while a script is being written only its last block changes.
import { memo, type ReactNode } from 'react';
import type { Block } from './blocks';
import { type Span, spans } from './inline';

const Piece = ({ span }: { span: Span }) => {
  let node: ReactNode = span.text;
  if (span.note) return <span className="f-inline-note">{span.text}</span>;
  if (span.underline) node = <u>{node}</u>;
  if (span.italic) node = <em>{node}</em>;
  if (span.bold) node = <strong>{node}</strong>;
  return node;
};

const Inline = ({ text }: { text: string }) =>
  // A span has no identity of its own: its place in the line is what it is.
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  spans(text).map((span, i) => <Piece key={i} span={span} />);

export const ScriptBlock = memo(function ScriptBlock({ kind, text, number }: Omit<Block, 'depth'>) {
  switch (kind) {
    case 'scene':
      return (
        <h3 className="f-scene" data-scene={number}>
          {number && (
            <span aria-hidden className="f-number">
              {number}
            </span>
          )}
          <Inline text={text} />
        </h3>
      );
    case 'section':
      return (
        <h3 className="f-section">
          <Inline text={text} />
        </h3>
      );
    case 'note':
      return <p className="f-note">{text.replace(/^\[\[|\]\]$/g, '').trim()}</p>;
    case 'pagebreak':
      return <hr className="f-pagebreak" />;
    default:
      return (
        <p className={`f-${kind}`}>
          <Inline text={text} />
        </p>
      );
  }
});
