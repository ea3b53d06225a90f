// How a film is made: the file it becomes, its rate, its words and transitions, and whether somebody reads what is not
// spoken.
import type { FilmOptions } from '../../api/client';
import { ChoiceField } from '../../ui/ChoiceField';
import { Toggle } from '../../ui/Toggle';
import { CAPTIONS, FORMATS, RATES, TRANSITIONS } from './words';

interface Props {
  value: FilmOptions;
  onChange: (value: FilmOptions) => void;
}

const RATE = 24;

export function FilmFields({ value, onChange }: Props) {
  const set = (part: FilmOptions) => onChange({ ...value, ...part });
  const rate = String(value.fps ?? RATE) as (typeof RATES)[number]['id'];
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceField
          label="Format"
          choices={FORMATS}
          value={value.format ?? 'mp4'}
          onChange={(format) => set({ format: format === 'mp4' ? null : format })}
        />
        <ChoiceField
          label="Frames a second"
          choices={RATES}
          value={rate}
          onChange={(next) => set({ fps: Number(next) === RATE ? null : Number(next) })}
        />
      </div>
      <ChoiceField
        label="Captions"
        choices={CAPTIONS}
        value={value.captions ?? 'track'}
        onChange={(captions) => set({ captions: captions === 'track' ? null : captions })}
      />
      <ChoiceField
        label="Between shots"
        choices={TRANSITIONS}
        value={value.transitions ?? 'cuts'}
        onChange={(transitions) => set({ transitions: transitions === 'cuts' ? null : transitions })}
      />
      <Toggle isSelected={value.slate ?? false} onChange={(slate) => set({ slate })}>
        A slate over every shot: its name and the time
      </Toggle>
      <Toggle isSelected={value.narrator ?? false} onChange={(narrator) => set({ narrator })}>
        A narrator reads headings and action
      </Toggle>
    </>
  );
}
