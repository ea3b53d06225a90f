// The plan of a shot, edited. Only what was changed is sent; the picture follows when the frames are drawn again.
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { Shot, ShotPatch } from '../../api/client';
import { fieldErrors, formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { SelectField } from '../../ui/SelectField';
import { SliderField } from '../../ui/SliderField';
import { toast } from '../../ui/toasts';
import { useChangeShot } from './queries';
import { RemoveShot } from './RemoveShot';
import { ANGLES, COMPOSITIONS, MOVEMENTS, ROLES, SIZES, seconds } from './words';

const FIELDS = [
  'size',
  'angle',
  'movement',
  'composition',
  'role',
  'duration_ms',
  'description',
  'notes',
] as const;
type Plan = Pick<Shot, (typeof FIELDS)[number]>;

/** The fields that differ. */
export const changedPlan = (before: Plan, after: Plan): ShotPatch =>
  Object.fromEntries(
    FIELDS.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]),
  );

export function ShotForm({ shot }: { shot: Shot }) {
  const [read, setRead] = useState<Plan>(shot);
  const [plan, setPlan] = useState<Plan>(shot);
  const change = useChangeShot(shot.scene_id);
  const body = changedPlan(read, plan);
  const dirty = Object.keys(body).length > 0;
  // An untouched form follows the shot; a touched one waits for the person's word.
  if (!dirty && Object.keys(changedPlan(read, shot)).length > 0) {
    setRead(shot);
    setPlan(shot);
  }
  const set = (part: Partial<Plan>) => setPlan((old) => ({ ...old, ...part }));
  const banner = formError(change.error, FIELDS);
  const fixed = shot.locked;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { id: shot.id, body },
      {
        onSuccess: () => {
          setRead(plan);
          toast(`Shot ${shot.name} is saved. Draw the frames to see it`);
        },
      },
    );
  };
  return (
    <Form
      aria-label={`Plan of shot ${shot.name}`}
      validationErrors={fieldErrors(change.error)}
      onSubmit={submit}
      className="flex flex-col gap-4 px-4 pt-1 pb-5"
    >
      {banner && <Notice>{banner}</Notice>}
      {fixed && <p className="hint">The shot is locked. Unlock it to change its plan.</p>}
      <div className="grid grid-cols-2 gap-4">
        <Choose label="Size" name="size" choices={SIZES} {...{ plan, set, fixed }} />
        <Choose label="Angle" name="angle" choices={ANGLES} {...{ plan, set, fixed }} />
        <Choose label="Movement" name="movement" choices={MOVEMENTS} {...{ plan, set, fixed }} />
        <Choose label="Composition" name="composition" choices={COMPOSITIONS} {...{ plan, set, fixed }} />
        <Choose label="Role" name="role" choices={ROLES} {...{ plan, set, fixed }} />
        <SliderField
          label="Length"
          min={0.5}
          max={Math.max(20, shot.duration_ms / 1000)}
          step={0.5}
          value={plan.duration_ms / 1000}
          said={() => seconds(plan.duration_ms)}
          isDisabled={fixed}
          onChange={(s) => set({ duration_ms: Math.round(s * 1000) })}
        />
      </div>
      <Field
        label="Description"
        name="description"
        rows={3}
        value={plan.description}
        isDisabled={fixed}
        onChange={(description) => set({ description })}
      />
      <Field
        label="Notes"
        name="notes"
        rows={2}
        value={plan.notes}
        isDisabled={fixed}
        onChange={(notes) => set({ notes })}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="go" isDisabled={!dirty || fixed} isPending={change.isPending}>
          Save shot
        </Button>
        {dirty && (
          <Button tone="quiet" onPress={() => setPlan(read)}>
            Discard
          </Button>
        )}
        <RemoveShot shot={shot} />
      </div>
    </Form>
  );
}

type Words = 'size' | 'angle' | 'movement' | 'composition' | 'role';

interface ChooseProps<K extends Words> {
  label: string;
  name: K;
  choices: readonly { id: Plan[K]; label: string }[];
  plan: Plan;
  set: (part: Partial<Plan>) => void;
  fixed: boolean;
}

const Choose = <K extends Words>({ label, name, choices, plan, set, fixed }: ChooseProps<K>) => (
  <SelectField<Plan[K]>
    label={label}
    name={name}
    choices={choices}
    value={plan[name]}
    isDisabled={fixed}
    onChange={(value) => set({ [name]: value } as Partial<Plan>)}
  />
);
