// Has the shot drawn otherwise: in words, by the dials, by camera and sky, as another picture. Numbers win over words.
import { WandSparkles } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { freshKey, type Job, type PictureOptions, type Shot, type ShotParams } from '../../api/client';
import { fieldErrors, formError, toApiError } from '../../api/problem';
import { Bar } from '../../ui/Bar';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Fold } from '../../ui/Fold';
import { Notice } from '../../ui/Notice';
import { SliderField } from '../../ui/SliderField';
import { useJobView } from '../jobs/useJobView';
import { PictureFields } from '../pictures/PictureFields';
import { said } from '../pictures/words';
import { DirectionFields } from './DirectionFields';
import { useRefine } from './queries';
import { DIALS, moved } from './words';

const isOfShot = (job: Job, shot: string) =>
  job.kind === 'refine_shot' && (job.input as { shot?: unknown }).shot === shot;

export function RefineForm({ shot, jobs }: { shot: Shot; jobs: readonly Job[] }) {
  const refine = useRefine();
  const key = useRef(freshKey());
  const [prompt, setPrompt] = useState('');
  const [read, setRead] = useState(shot.params);
  const [params, setParams] = useState(shot.params);
  const [direction, setDirection] = useState<ShotParams>({});
  const [picture, setPicture] = useState<PictureOptions>({});
  const job = jobs.find((one) => isOfShot(one, shot.id));
  const numbers = moved(read, params);
  const asked = said({ ...numbers, ...direction });
  const made = said(picture);
  const settings = Boolean(asked ?? made);
  // Untouched dials follow the shot; touched ones wait for the person's word.
  if (!numbers && moved(read, shot.params)) {
    setRead(shot.params);
    setParams(shot.params);
  }
  const banner = formError(refine.error, ['refinement_prompt']);
  /** What the server said of the words is over: with other numbers it may say otherwise. */
  const turn = (name: keyof Shot['params'], value: number) => {
    if (refine.error) refine.reset();
    setParams((old) => ({ ...old, [name]: value }));
  };
  const reset = () => {
    setParams(read);
    setDirection({});
    setPicture({});
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    refine.mutate(
      { shot: shot.id, prompt: prompt.trim(), params: asked, picture: made, key: key.current },
      {
        onSuccess: () => {
          key.current = freshKey();
          setPrompt('');
          reset();
        },
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <Form
      aria-label={`Refine shot ${shot.name}`}
      validationErrors={fieldErrors(refine.error)}
      onSubmit={submit}
      className="flex flex-col gap-4 border-b border-line p-4"
    >
      {banner && <Notice>{banner}</Notice>}
      <Field
        label="Refine"
        name="refinement_prompt"
        rows={2}
        value={prompt}
        onChange={setPrompt}
        placeholder="Darker, lower angle, closer on her face"
      />
      <div className="grid gap-x-5 gap-y-3 sm:grid-cols-2">
        {DIALS.map(({ name, ...dial }) => (
          <SliderField
            key={name}
            {...dial}
            value={params[name]}
            isMoved={numbers?.[name] !== undefined}
            onChange={(value) => turn(name, value)}
          />
        ))}
      </div>
      <div className="-mx-4 border-y border-line">
        <Fold title="Camera, sky and picture">
          <div className="flex flex-col gap-4 px-4 pt-1 pb-4">
            <DirectionFields value={direction} onChange={setDirection} />
            <PictureFields value={picture} onChange={setPicture} />
          </div>
        </Fold>
      </div>
      {job ? (
        <Refining job={job} />
      ) : (
        <div className="flex gap-2">
          <Button
            type="submit"
            tone="go"
            isDisabled={!prompt.trim() && !settings}
            isPending={refine.isPending}
          >
            <WandSparkles size={14} aria-hidden /> Draw another take
          </Button>
          {settings && (
            <Button tone="quiet" onPress={reset}>
              Reset the dials
            </Button>
          )}
        </div>
      )}
    </Form>
  );
}

function Refining({ job }: { job: Job }) {
  const view = useJobView(job);
  return (
    <div className="flex min-h-[34px] flex-col justify-center gap-2">
      <p role="status" className="text-[12.5px] text-ink-2">
        {view.said}
      </p>
      <Bar value={view.fraction} label={`Another take: ${view.said}`} />
    </div>
  );
}
