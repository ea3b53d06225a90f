// The film, its controls and its chapters. Every control has a key.
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Asset } from '../../api/client';
import { useContent } from '../assets/useContent';
import { actOf } from './acts';
import { Chapters } from './Chapters';
import { Controls } from './Controls';
import type { FilmFacts } from './chapters';
import { useCaptions } from './useCaptions';
import { useActs, usePlaying } from './usePlayer';

interface Props {
  film: Asset;
  facts: FilmFacts;
  /** What the job says of the film has been read. */
  isKnown: boolean;
  title: string;
  /** Which film it is, and the way to take it away. */
  children?: ReactNode;
}

export function Player({ film, facts, isKnown, title, children }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [captions, setCaptions] = useState(true);
  const { url, attempt, lost, onError } = useContent(film.id);
  const poster = useContent(facts.poster).url;
  const track = useCaptions({
    script: film.script_id ?? '',
    asset: facts.captions,
    enabled: isKnown && !facts.burned,
  });
  const playing = usePlaying(video);
  const toggleCaptions = useCallback(() => setCaptions((on) => !on), []);
  const act = useActs({ video, frame, chapters: facts.chapters, onCaptions: toggleCaptions });
  useShownCaptions(video, track, captions);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const meant = actOf(event);
      if (!meant) return;
      event.preventDefault();
      act(meant);
    };
    // Captured: React Aria stops key events at its own components.
    addEventListener('keydown', press, true);
    return () => removeEventListener('keydown', press, true);
  }, [act]);
  const seek = (atS: number) => {
    if (video.current) video.current.currentTime = atS;
  };
  return (
    <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div ref={frame} data-testid="player" className="flex min-h-0 min-w-0 flex-col bg-void">
        <div className="relative grid min-h-[200px] flex-1 place-items-center overflow-hidden lg:p-5 lg:pb-0">
          <video
            ref={video}
            key={attempt}
            src={url}
            poster={poster}
            // Who is in this room is about to see it.
            preload="auto"
            playsInline
            aria-label={title}
            onClick={() => act({ do: 'toggle' })}
            onError={onError}
            className="max-h-full w-full lg:absolute lg:inset-x-5 lg:inset-y-5 lg:h-[calc(100%-20px)] lg:w-[calc(100%-40px)]"
          >
            <track kind="captions" label="English" srcLang="en" src={track} default />
          </video>
          {lost && (
            <p role="alert" className="absolute bg-void/90 p-4 text-[13px] text-bad-ink">
              The film could not be played. Download it to see it in another player.
            </p>
          )}
        </div>
        <Controls
          playing={playing}
          durationS={playing.durationS || facts.durationS}
          chapters={facts.chapters}
          captions={track ? captions : undefined}
          onAct={act}
          onSeek={seek}
        />
      </div>
      <Chapters chapters={facts.chapters} atS={playing.atS} onSeek={seek}>
        {children}
      </Chapters>
    </div>
  );
}

/** Shows or hides the track. The browser makes it anew whenever its source changes. */
function useShownCaptions(
  video: RefObject<HTMLVideoElement | null>,
  track: string | undefined,
  shown: boolean,
) {
  useEffect(() => {
    const first = video.current?.textTracks?.[0];
    if (first && track) first.mode = shown ? 'showing' : 'hidden';
  }, [video, track, shown]);
}
