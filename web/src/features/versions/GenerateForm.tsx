// Asks the engine for a draft: what about, of which kind, how long.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Sparkles } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { freshKey, type Length, type Script, type ScriptType } from '../../api/client';
import { fieldErrors, formError, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { ChoiceField } from '../../ui/ChoiceField';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { useGenerate } from '../jobs/queries';
import { LENGTHS, SAID_OF_LENGTH, SCRIPT_TYPES } from '../scripts/vocabulary';
import { systemQuery } from '../session/queries';

const FIELDS = ['prompt', 'script_type', 'length'] as const;

export function GenerateForm({ script, title }: { script: Script; title: string }) {
  const heading = useId();
  const navigate = useNavigate();
  const generate = useGenerate(script.id);
  const model = useQuery(systemQuery).data?.text_model;
  const key = useRef(freshKey());
  const [prompt, setPrompt] = useState(script.head ? '' : script.logline);
  const [type, setType] = useState<ScriptType>('screenplay');
  const [length, setLength] = useState<Length>('short');
  const banner = formError(generate.error, FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    generate.mutate(
      { body: { prompt: prompt.trim(), script_type: type, length }, key: key.current },
      {
        onSuccess: (job) => {
          key.current = freshKey();
          void navigate({
            to: '/scripts/$scriptId',
            params: { scriptId: script.id },
            search: { job: job.id },
          });
        },
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <Form
      aria-labelledby={heading}
      validationErrors={fieldErrors(generate.error)}
      onSubmit={submit}
      className="flex flex-col gap-4 p-4"
    >
      <h2 id={heading} className="section-title">
        {title}
      </h2>
      {banner && <Notice>{banner}</Notice>}
      <Field
        label="Prompt"
        name="prompt"
        rows={5}
        value={prompt}
        onChange={setPrompt}
        isRequired
        placeholder={script.head ? 'What should be different this time?' : 'What should happen?'}
        inputClassName="font-script text-[13.5px]"
        hint="Genre, tone and the cast’s profiles come with it."
      />
      <ChoiceField label="Type" name="script_type" choices={SCRIPT_TYPES} value={type} onChange={setType} />
      <div className="flex flex-col gap-1.5">
        <ChoiceField label="Length" name="length" choices={LENGTHS} value={length} onChange={setLength} />
        <p className="hint">{SAID_OF_LENGTH[length]}</p>
      </div>
      <Button type="submit" tone="go" isPending={generate.isPending} className="h-10">
        <Sparkles size={14} aria-hidden /> Write {type === 'outline' ? 'an' : 'a'} {type}
      </Button>
      {model && <p className="hint">{model.name} writes it on this server. Nothing leaves it.</p>}
    </Form>
  );
}
