// The scenes of the film, to jump to.
import type { ReactNode } from 'react';
import { clock } from '../../lib/format';
import { ScrollArea } from '../../ui/ScrollArea';
import { stripColour } from '../scenes/strip';
import { type Chapter, chapterAt } from './chapters';
import { Keys } from './Keys';

interface Props {
  chapters: readonly Chapter[];
  atS: number;
  onSeek: (atS: number) => void;
  /** What stands above them. */
  children?: ReactNode;
}

export function Chapters({ chapters, atS, onSeek, children }: Props) {
  const on = chapterAt(chapters, atS);
  return (
    <section
      aria-labelledby="chapters-title"
      className="flex min-h-0 flex-col border-line bg-panel lg:border-l"
    >
      {children}
      <h2 id="chapters-title" className="section-title px-4 pt-3.5 pb-2">
        Scenes
      </h2>
      {chapters.length === 0 && (
        <p className="hint px-4 pb-4">The film does not say where its scenes begin.</p>
      )}
      <ScrollArea label="Scenes of the film" className="min-h-0 flex-1 lg:overflow-auto">
        <ol>
          {chapters.map(({ title, startS }, at) => (
            <li key={startS}>
              <button
                type="button"
                data-chapter={at}
                aria-current={at === on ? 'true' : undefined}
                onClick={({ detail, currentTarget }) => {
                  onSeek(startS);
                  // Whoever pressed it with a pointer has the space bar for the film again.
                  if (detail > 0) currentTarget.blur();
                }}
                className="ring-inset-focus relative flex w-full items-baseline gap-3 border-t border-line py-2.5 pr-4 pl-5 text-left hover:bg-white/[.03] aria-[current=true]:bg-raised"
              >
                <span
                  aria-hidden
                  className="absolute inset-y-0 left-0 w-[5px] opacity-75"
                  style={{ background: stripColour(title.replace(/^\S*\d\S*\s+/, '')) }}
                />
                <span className="slate min-w-0 flex-1 text-[13px] wrap-anywhere">
                  {title || `Scene ${at + 1}`}
                </span>
                <span className="text-[12px] text-dim">{clock(startS)}</span>
              </button>
            </li>
          ))}
        </ol>
      </ScrollArea>
      <Keys />
    </section>
  );
}
