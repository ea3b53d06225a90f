// What was read of a file, and what it is to become. Genre and tone are asked for, because no screenplay says them.
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { type Format, freshKey, type Genre, type Tone } from '../../api/client';
import { fieldErrors, toApiError } from '../../api/problem';
import { plural } from '../../lib/format';
import { Button } from '../../ui/Button';
import { ChoiceField } from '../../ui/ChoiceField';
import { Field } from '../../ui/Field';
import { SelectField } from '../../ui/SelectField';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/toasts';
import { FORMATS, GENRES, TONES } from '../scripts/vocabulary';
import { ImportProblem } from './ImportProblem';
import { useImport } from './queries';
import type { Reading } from './read';
import { WhatWasRead } from './WhatWasRead';

const FIELDS = ['title', 'format', 'genre', 'tone'] as const;

interface Props {
  file: File;
  reading: Reading;
  onClose: () => void;
}

export function ImportSheet({ file, reading, onClose }: Props) {
  const bring = useImport();
  const navigate = useNavigate();
  const key = useRef(freshKey());
  const [title, setTitle] = useState(reading.title);
  const [format, setFormat] = useState<Format>('feature');
  const [genre, setGenre] = useState<Genre>('drama');
  const [tone, setTone] = useState<Tone>('dramatic');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    bring.mutate(
      { file, title: title.trim(), format, genre, tone, key: key.current },
      {
        onSuccess: ({ id, title: name, imported }) => {
          const { scenes, speakers } = imported;
          toast(`${name}: ${plural(scenes, 'scene')}, ${plural(speakers.length, 'character')}`);
          void navigate({ to: '/scripts/$scriptId', params: { scriptId: id } });
        },
        // Another body needs another key; the same one repeated after an outage must keep it.
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <Sheet title={`Import ${file.name}`} isOpen onClose={onClose} className="md:w-[600px]">
      <WhatWasRead reading={reading} />
      <Form
        aria-label="Import a screenplay"
        validationErrors={fieldErrors(bring.error)}
        onSubmit={submit}
        className="flex flex-col gap-4"
      >
        <ImportProblem error={bring.error} fields={FIELDS} lines={reading.lines} />
        <Field label="Title" name="title" value={title} onChange={setTitle} isRequired />
        <ChoiceField label="Format" name="format" choices={FORMATS} value={format} onChange={setFormat} />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label="Genre" name="genre" choices={GENRES} value={genre} onChange={setGenre} />
          <SelectField label="Tone" name="tone" choices={TONES} value={tone} onChange={setTone} />
        </div>
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>Leave it</Button>
          <Button type="submit" tone="go" isPending={bring.isPending}>
            {bring.isPending ? 'Importing' : 'Import script'}
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}
