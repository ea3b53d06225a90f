// The film's length, cut where its scenes begin. Drag, or arrows while it has the focus.
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { clock } from '../../lib/format';
import { type Chapter, chapterAt } from './chapters';

interface Props {
  atS: number;
  durationS: number;
  chapters: readonly Chapter[];
  onSeek: (atS: number) => void;
}

export function Timeline({ atS, durationS, chapters, onSeek }: Props) {
  const most = Math.max(durationS, 0.1);
  const on = chapters[chapterAt(chapters, atS)];
  return (
    <Slider
      aria-label="Place in the film"
      value={Math.min(atS, most)}
      minValue={0}
      maxValue={most}
      step={0.1}
      onChange={(next) => onSeek(Array.isArray(next) ? (next[0] ?? 0) : next)}
      className="min-w-[120px] flex-1 max-sm:order-first max-sm:basis-full"
    >
      <SliderTrack className="relative h-8 w-full">
        {({ state }) => (
          <>
            <span className="absolute top-1/2 h-[4px] w-full -translate-y-1/2 bg-line-2" />
            <span
              className="absolute top-1/2 h-[4px] -translate-y-1/2 bg-tungsten"
              style={{ width: `${state.getThumbPercent(0) * 100}%` }}
            />
            {chapters
              .filter(({ startS }) => startS > 0 && startS < most)
              .map(({ startS }) => (
                <span
                  key={startS}
                  aria-hidden
                  className="absolute top-1/2 h-[4px] w-[3px] -translate-x-1/2 -translate-y-1/2 bg-void"
                  style={{ left: `${(startS / most) * 100}%` }}
                />
              ))}
            <SliderThumb
              aria-label={on?.title ? `Place in the film, ${on.title}, ${clock(atS)}` : 'Place in the film'}
              className="top-1/2 h-[18px] w-[5px] rounded-[2px] bg-ink data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-tungsten"
            />
          </>
        )}
      </SliderTrack>
    </Slider>
  );
}
