// The plan of a shot, edited. Only what was changed is sent; the picture follows when the frames are drawn again.
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { Shot } from '../../api/client';
import { fieldErrors, formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { toast } from '../../ui/toasts';
import { castOf, scriptQuery } from '../scripts/queries';
import { PlanFields } from './PlanFields';
import { changedPlan, PLAN_FIELDS, type Plan } from './plan';
import { useChangeShot } from './queries';
import { RemoveShot } from './RemoveShot';

export function ShotForm({ shot }: { shot: Shot }) {
  const [read, setRead] = useState<Plan>(shot);
  const [plan, setPlan] = useState<Plan>(shot);
  const change = useChangeShot(shot.scene_id);
  const script = useQuery(scriptQuery(shot.script_id)).data;
  const body = changedPlan(read, plan);
  const dirty = Object.keys(body).length > 0;
  // An untouched form follows the shot; a touched one waits for the person's word.
  if (!dirty && Object.keys(changedPlan(read, shot)).length > 0) {
    setRead(shot);
    setPlan(shot);
  }
  const banner = formError(change.error, PLAN_FIELDS);
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
      {shot.locked && <p className="hint">The shot is locked. Unlock it to change its plan.</p>}
      <PlanFields
        plan={plan}
        set={(part) => setPlan((old) => ({ ...old, ...part }))}
        cast={castOf(script)}
        isDisabled={shot.locked}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="go" isDisabled={!dirty || shot.locked} isPending={change.isPending}>
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
