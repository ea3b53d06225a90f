// Scenes, characters and pages of a file, as it was read.
import { plural } from '../../lib/format';
import { ScrollArea } from '../../ui/ScrollArea';
import { Heading } from '../results/Heading';
import type { Reading } from './read';

/** As many names as fit in two lines or so. */
const NAMED = 12;

export const WhatWasRead = ({ reading }: { reading: Reading }) => {
  const { scenes, speakers, pages } = reading;
  const more = speakers.length - NAMED;
  return (
    <section aria-label="What was read" data-testid="reading" className="flex flex-col gap-3">
      <p className="text-[13px]">
        <span className="wide text-[15px]">{plural(scenes.length, 'scene')}</span>
        <span className="text-dim">
          , {plural(speakers.length, 'character')}, {pages} {pages === '1' ? 'page' : 'pages'}
        </span>
      </p>
      {speakers.length > 0 && (
        <p className="text-[12.5px] text-ink-2 wrap-anywhere">
          {speakers.slice(0, NAMED).join(', ')}
          {more > 0 && ` and ${more} more`}
        </p>
      )}
      <ScrollArea
        label="Scenes of the file"
        className="max-h-[132px] overflow-auto rounded-[3px] border border-line bg-base"
      >
        <ol>
          {scenes.map((scene, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the scenes of a file never move
            <li key={at} className="flex gap-2 border-b border-line px-3 py-1.5 text-[12.5px] last:border-0">
              <span className="w-6 shrink-0 text-dim">{at + 1}</span>
              <Heading>{scene}</Heading>
            </li>
          ))}
        </ol>
      </ScrollArea>
    </section>
  );
};
