// A script from a logline. The title page beside the form fills in as one types.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import type { NewScript as Body, Format, Genre, Tone } from '../../api/client';
import { freshKey } from '../../api/client';
import { fieldErrors, formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { ChoiceField } from '../../ui/ChoiceField';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { SelectField } from '../../ui/SelectField';
import { CastPicker } from '../characters/CastPicker';
import { sessionQuery } from '../session/queries';
import { useTitle } from '../shell/useTitle';
import { useNewScript } from './queries';
import { TitlePage } from './TitlePage';
import { FORMATS, GENRES, TONES } from './vocabulary';

const FIELDS = ['title', 'logline', 'format', 'genre', 'tone', 'character_ids'] as const;

export function NewScript() {
  const search = useSearch({ from: '/app/scripts/new' });
  const navigate = useNavigate();
  const author = useQuery(sessionQuery).data?.display_name ?? '';
  const create = useNewScript();
  const key = useRef(freshKey());
  const [title, setTitle] = useState('');
  const [logline, setLogline] = useState(search.logline ?? '');
  const [format, setFormat] = useState<Format>('feature');
  const [genre, setGenre] = useState<Genre>('drama');
  const [tone, setTone] = useState<Tone>('dramatic');
  const [cast, setCast] = useState<string[]>([]);
  useTitle('New script');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body: Body = {
      title: title.trim(),
      logline: logline.trim(),
      format,
      genre,
      tone,
      character_ids: cast,
    };
    create.mutate(
      { body, key: key.current },
      {
        onSuccess: ({ id }) => navigate({ to: '/scripts/$scriptId', params: { scriptId: id } }),
        // Another body needs another key; the same one repeated after an outage must keep it.
        onError: (error) => {
          if (formError(error, []) && 'status' in error && error.status !== 0) key.current = freshKey();
        },
      },
    );
  };
  const banner = formError(create.error, FIELDS);
  return (
    <div className="mx-auto grid w-full max-w-[1160px] gap-8 px-4 py-6 md:px-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,440px)] lg:gap-12">
      <Form
        validationErrors={fieldErrors(create.error)}
        onSubmit={submit}
        className="flex max-w-[600px] flex-col gap-5"
      >
        <h1 className="room-title">New script</h1>
        {banner && <Notice>{banner}</Notice>}
        <Field
          label="Logline"
          name="logline"
          rows={3}
          value={logline}
          onChange={setLogline}
          isRequired
          autoFocus={!search.logline}
          inputClassName="font-script text-[15px]"
          hint="Who wants what, and what stands in the way."
        />
        <Field
          label="Title"
          name="title"
          value={title}
          onChange={setTitle}
          isRequired
          autoFocus={Boolean(search.logline)}
        />
        <ChoiceField label="Format" name="format" choices={FORMATS} value={format} onChange={setFormat} />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField label="Genre" name="genre" choices={GENRES} value={genre} onChange={setGenre} />
          <SelectField label="Tone" name="tone" choices={TONES} value={tone} onChange={setTone} />
        </div>
        <p className="hint -mt-3">
          Genre and tone hold for every draft once there is one, until you unlock them.
        </p>
        <CastPicker value={cast} onChange={setCast} />
        <div className="flex gap-2 border-t border-line pt-5">
          <Button type="submit" tone="go" isPending={create.isPending} className="h-9 px-4">
            Create script
          </Button>
          <Link to="/scripts" className="btn btn-quiet h-9">
            Not now
          </Link>
        </div>
      </Form>
      <TitlePage title={title} author={author} logline={logline} format={format} genre={genre} tone={tone} />
    </div>
  );
}
