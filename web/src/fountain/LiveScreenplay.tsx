// A text that is still growing, on one long sheet, with the place where the next word goes.
import { useMemo } from 'react';
import { parseFountain } from './blocks';
import { ScriptBlock } from './ScriptBlock';

export function LiveScreenplay({ text, writing }: { text: string; writing: boolean }) {
  const { titlePage, blocks } = useMemo(() => parseFountain(text), [text]);
  return (
    <div className="sheets">
      <div className={`sheet sheet-live ${writing ? 'sheet-writing' : ''}`}>
        {titlePage.map(([key, value]) => (
          <p key={key} className="f-action">
            {key}: {value}
          </p>
        ))}
        {blocks.map(({ depth: _, ...block }, i) => (
          // Blocks are only ever added at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <ScriptBlock key={i} {...block} />
        ))}
      </div>
    </div>
  );
}
