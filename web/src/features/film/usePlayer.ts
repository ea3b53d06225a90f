// The film as it plays: what the video element says of itself, and what can be asked of it.
import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { Act } from './acts';
import { type Chapter, chapterJump } from './chapters';

export interface Playing {
  isPlaying: boolean;
  isMuted: boolean;
  atS: number;
  durationS: number;
  /** It has enough to show a picture. */
  isReady: boolean;
}

const AT_FIRST: Playing = { isPlaying: false, isMuted: false, atS: 0, durationS: 0, isReady: false };
const EVENTS = [
  'play',
  'pause',
  'ended',
  'timeupdate',
  'seeking',
  'durationchange',
  'volumechange',
  'loadeddata',
  'emptied',
] as const;

const read = (video: HTMLVideoElement): Playing => ({
  isPlaying: !video.paused && !video.ended,
  isMuted: video.muted || video.volume === 0,
  atS: video.currentTime,
  durationS: Number.isFinite(video.duration) ? video.duration : 0,
  isReady: video.readyState >= 2,
});

export function usePlaying(video: RefObject<HTMLVideoElement | null>): Playing {
  const [playing, setPlaying] = useState(AT_FIRST);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const look = () => setPlaying(read(element));
    look();
    for (const name of EVENTS) element.addEventListener(name, look);
    return () => {
      for (const name of EVENTS) element.removeEventListener(name, look);
    };
  }, [video]);
  return playing;
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

export interface Stage {
  video: RefObject<HTMLVideoElement | null>;
  /** What fills the screen. */
  frame: RefObject<HTMLElement | null>;
  chapters: readonly Chapter[];
  onCaptions: () => void;
}

export function useActs({ video, frame, chapters, onCaptions }: Stage): (act: Act) => void {
  return useCallback(
    (act: Act) => {
      const film = video.current;
      if (!film) return;
      const go = (to: number) => {
        film.currentTime = clamp(to, 0, Number.isFinite(film.duration) ? film.duration : to);
      };
      switch (act.do) {
        case 'toggle':
          if (film.paused) void film.play().catch(() => {});
          else film.pause();
          break;
        case 'skip':
          go(film.currentTime + act.by);
          break;
        case 'chapter': {
          const to = chapterJump(chapters, film.currentTime, act.by);
          if (to !== undefined) go(to);
          break;
        }
        case 'louder':
          film.volume = clamp(film.volume + act.by, 0, 1);
          film.muted = false;
          break;
        case 'mute':
          film.muted = !film.muted;
          break;
        case 'captions':
          onCaptions();
          break;
        case 'full':
          if (document.fullscreenElement) void document.exitFullscreen();
          else void frame.current?.requestFullscreen?.().catch(() => {});
      }
    },
    [video, frame, chapters, onCaptions],
  );
}
