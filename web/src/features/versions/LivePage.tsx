// The page under the words. It follows the last line until the reader scrolls away, and offers the way back.
import { ArrowDown } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { JobState } from '../../api/client';
import { LiveScreenplay } from '../../fountain/LiveScreenplay';
import { Button } from '../../ui/Button';
import { ScrollArea } from '../../ui/ScrollArea';
import { scrollerOf } from './scroller';
import { useSmoothText } from './useSmoothText';

const NEAR_PX = 160;

const toLastWord = (page: HTMLElement | null) =>
  page?.querySelector('.sheet-live > :last-child')?.scrollIntoView({ block: 'nearest' });

const WAITING: Partial<Record<JobState, string>> = {
  pending: 'The job is asked for.',
  validating: 'The prompt is being checked.',
  queued: 'Waiting for the engine to be free.',
  running: 'The engine is reading the prompt.',
  cancelled: 'Cancelled before a word was written.',
  failed: 'It failed before a word was written.',
};

export function LivePage({ text, writing, state }: { text: string; writing: boolean; state: JobState }) {
  const shown = useSmoothText(text, writing);
  const box = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const length = shown.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when words were added
  useLayoutEffect(() => {
    if (follows && writing) toLastWord(box.current);
  }, [length, follows, writing]);

  useLayoutEffect(() => {
    const scroller = scrollerOf(box.current);
    if (!scroller) return;
    let before = scroller.scrollTop;
    const scrolled = () => {
      const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
      const up = scroller.scrollTop < before - 2;
      before = scroller.scrollTop;
      if (near) setFollows(true);
      else if (up) setFollows(false);
    };
    scroller.addEventListener('scroll', scrolled, { passive: true });
    return () => scroller.removeEventListener('scroll', scrolled);
  }, []);

  return (
    <>
      <ScrollArea
        label="Page"
        ref={box}
        className="px-4 py-6 lg:h-full lg:overflow-auto"
        data-testid="live-page"
      >
        {text ? (
          <LiveScreenplay text={shown} writing={writing} />
        ) : (
          <p className="py-20 text-center font-script text-[14px] text-page-dim">{WAITING[state] ?? ''}</p>
        )}
      </ScrollArea>
      {writing && !follows && (
        <div className="sticky bottom-4 flex justify-center lg:absolute lg:inset-x-0">
          <Button
            className="shadow-[0_6px_24px_#000a]"
            onPress={() => {
              setFollows(true);
              toLastWord(box.current);
            }}
          >
            <ArrowDown size={13} aria-hidden /> Follow the writing
          </Button>
        </div>
      )}
    </>
  );
}
