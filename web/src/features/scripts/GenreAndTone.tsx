// Genre and tone, held once a version exists: drafts must stay one film. Changing them is possible, asked for, recorded.
import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import type { Genre, Tone } from '../../api/client';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { SelectField } from '../../ui/SelectField';
import { GENRES, TONES } from './vocabulary';

interface Props {
  locked: boolean;
  onUnlock: () => void;
  genre: Genre;
  tone: Tone;
  onChange: (part: { genre?: Genre; tone?: Tone }) => void;
}

export function GenreAndTone({ locked, onUnlock, genre, tone, onChange }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="sr-only">Genre and tone</legend>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label="Genre"
          name="genre"
          choices={GENRES}
          value={genre}
          isDisabled={locked}
          onChange={(next) => onChange({ genre: next })}
        />
        <SelectField
          label="Tone"
          name="tone"
          choices={TONES}
          value={tone}
          isDisabled={locked}
          onChange={(next) => onChange({ tone: next })}
        />
      </div>
      {locked && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[12.5px] text-ink-2">
          <span className="flex items-center gap-1.5">
            <Lock size={13} aria-hidden className="text-tungsten" /> Locked: there is a version written in
            them.
          </span>
          <Button onPress={() => setAsking(true)}>
            <LockOpen size={13} aria-hidden /> Unlock
          </Button>
        </div>
      )}
      <Confirm
        title="Unlock genre and tone?"
        action="Unlock"
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onUnlock();
        }}
      >
        The versions there are stay as they were written. The next draft follows the new genre and tone, and
        the history says who changed them.
      </Confirm>
    </fieldset>
  );
}
