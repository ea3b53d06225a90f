// A shot that is put in by hand. Its letter is the next that no slate of the scene carries.
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { freshKey, type NewShot, type Scene, type Shot } from '../../api/client';
import { fieldErrors, formError, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { SelectField } from '../../ui/SelectField';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/toasts';
import { castOf, scriptQuery } from '../scripts/queries';
import { PlanFields } from './PlanFields';
import { BARE, changedPlan, PLAN_FIELDS, type Plan } from './plan';
import { useAddShot } from './queries';

interface Props {
  scene: Scene;
  shots: readonly Shot[];
  /** The place it is asked for at, from 0. */
  at: number;
  onClose: () => void;
  onAdded: (shot: string) => void;
}

/** `First`, or after one that is there. */
export const places = (shots: readonly Pick<Shot, 'name'>[]) => [
  { id: '0', label: 'First' },
  ...shots.map(({ name }, at) => ({ id: String(at + 1), label: `After ${name}` })),
];

/** As the server takes it: what nobody said is left to it. */
export const newShot = (plan: Plan, index: number): NewShot =>
  ({ ...changedPlan(BARE, plan), size: plan.size, index }) as NewShot;

export function AddShot({ scene, shots, at, onClose, onAdded }: Props) {
  const [plan, setPlan] = useState(BARE);
  const [index, setIndex] = useState(at);
  const add = useAddShot(scene.id);
  const script = useQuery(scriptQuery(scene.script_id)).data;
  const key = useRef(freshKey());
  const banner = formError(add.error, PLAN_FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { body: newShot(plan, index), key: key.current },
      {
        onSuccess: (shot) => {
          toast(`Shot ${shot.name} is on the board`);
          onClose();
          onAdded(shot.id);
        },
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <Sheet title={`New shot in scene ${scene.number}`} isOpen onClose={onClose} className="md:w-[600px]">
      <Form
        aria-label="New shot"
        validationErrors={fieldErrors(add.error)}
        onSubmit={submit}
        className="flex flex-col gap-4"
      >
        {banner && <Notice>{banner}</Notice>}
        <PlanFields
          plan={plan}
          set={(part) => setPlan((old) => ({ ...old, ...part }))}
          cast={castOf(script)}
          isDisabled={false}
        >
          {shots.length > 0 && (
            <SelectField
              label="Place"
              name="index"
              choices={places(shots)}
              value={String(index)}
              onChange={(next) => setIndex(Number(next))}
            />
          )}
        </PlanFields>
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>Leave it</Button>
          <Button type="submit" tone="go" isPending={add.isPending}>
            Add shot
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}
