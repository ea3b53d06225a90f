// A whole text as sheets of paper: title page, then pages numbered from the second on.
import { useMemo } from 'react';
import { parseFountain } from './blocks';
import { paginate } from './pages';
import { ScriptBlock } from './ScriptBlock';
import { TitleSheet } from './TitleSheet';

export function Screenplay({ text }: { text: string }) {
  const { titlePage, pages } = useMemo(() => {
    const { titlePage, blocks } = parseFountain(text);
    return { titlePage, pages: paginate(blocks) };
  }, [text]);
  return (
    <div className="sheets">
      {titlePage.length > 0 && <TitleSheet pairs={titlePage} />}
      {pages.map((blocks, page) => (
        // A text's pages never change their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={page} className="sheet">
          {page > 0 && <p className="sheet-folio">{page + 1}.</p>}
          {blocks.map(({ depth: _, ...block }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <ScriptBlock key={i} {...block} />
          ))}
        </div>
      ))}
    </div>
  );
}
