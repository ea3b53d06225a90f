// Under the picture: play, the timeline with its scenes, the time, captions, sound, the whole screen.
import { Captions, CaptionsOff, Maximize, Pause, Play, Volume2, VolumeX } from 'lucide-react';
import { clock } from '../../lib/format';
import { IconButton } from '../../ui/IconButton';
import type { Act } from './acts';
import type { Chapter } from './chapters';
import { Timeline } from './Timeline';
import type { Playing } from './usePlayer';

interface Props {
  playing: Playing;
  durationS: number;
  chapters: readonly Chapter[];
  /** Whether they are shown; `undefined` when there are none. */
  captions: boolean | undefined;
  onAct: (act: Act) => void;
  onSeek: (atS: number) => void;
}

export const Controls = ({ playing, durationS, chapters, captions, onAct, onSeek }: Props) => (
  <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2.5 lg:px-5">
    <IconButton
      label={playing.isPlaying ? 'Pause' : 'Play'}
      onPress={() => onAct({ do: 'toggle' })}
      className="text-ink"
    >
      {playing.isPlaying ? <Pause size={18} fill="currentColor" /> : <Play size={18} fill="currentColor" />}
    </IconButton>
    <Timeline atS={playing.atS} durationS={durationS} chapters={chapters} onSeek={onSeek} />
    <span data-testid="time" className="min-w-[92px] text-right text-[12.5px] text-ink-2 max-sm:mr-auto">
      {clock(playing.atS)} of {clock(durationS)}
    </span>
    {captions !== undefined && (
      <IconButton
        label={captions ? 'Hide captions' : 'Show captions'}
        onPress={() => onAct({ do: 'captions' })}
        className={captions ? 'text-tungsten' : ''}
      >
        {captions ? <Captions size={17} /> : <CaptionsOff size={17} />}
      </IconButton>
    )}
    <IconButton label={playing.isMuted ? 'Sound on' : 'Sound off'} onPress={() => onAct({ do: 'mute' })}>
      {playing.isMuted ? <VolumeX size={17} /> : <Volume2 size={17} />}
    </IconButton>
    <IconButton label="Full screen" onPress={() => onAct({ do: 'full' })}>
      <Maximize size={16} />
    </IconButton>
  </div>
);
