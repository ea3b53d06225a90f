// The fields of a shot's plan: how it is framed, how long it lasts, who and what is in it.
import { type ReactNode, useState } from 'react';
import { Field } from '../../ui/Field';
import { SelectField } from '../../ui/SelectField';
import { SliderField } from '../../ui/SliderField';
import { FiguresField } from './FiguresField';
import { PeopleField } from './PeopleField';
import { namesIn, type Plan } from './plan';
import { staged } from './staging';
import { ANGLES, COMPOSITIONS, MOVEMENTS, ROLES, SIZES, seconds } from './words';

interface Props {
  plan: Plan;
  set: (part: Partial<Plan>) => void;
  /** Whom the script has. */
  cast: readonly string[];
  isDisabled: boolean;
  /** A field before the others. */
  children?: ReactNode;
}

/** Most seconds by the slider; a plan that is longer keeps its length within reach. */
const LONG_S = 20;

export function PlanFields({ plan, set, cast, isDisabled, children }: Props) {
  const people = (characters: string[]) => set({ characters, figures: staged(characters, plan.figures) });
  return (
    <>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3.5">
        {children}
        <Choose label="Size" name="size" choices={SIZES} {...{ plan, set, isDisabled }} />
        <Choose label="Angle" name="angle" choices={ANGLES} {...{ plan, set, isDisabled }} />
        <Choose label="Movement" name="movement" choices={MOVEMENTS} {...{ plan, set, isDisabled }} />
        <Choose
          label="Composition"
          name="composition"
          choices={COMPOSITIONS}
          {...{ plan, set, isDisabled }}
        />
        <Choose label="Role" name="role" choices={ROLES} {...{ plan, set, isDisabled }} />
        <SliderField
          label="Length"
          min={0.5}
          max={Math.max(LONG_S, plan.duration_ms / 1000)}
          step={0.5}
          value={plan.duration_ms / 1000}
          said={() => seconds(plan.duration_ms)}
          isDisabled={isDisabled}
          onChange={(s) => set({ duration_ms: Math.round(s * 1000) })}
        />
      </div>
      <Field
        label="Description"
        name="description"
        rows={2}
        value={plan.description}
        isDisabled={isDisabled}
        onChange={(description) => set({ description })}
      />
      <PeopleField cast={cast} value={plan.characters} isDisabled={isDisabled} onChange={people} />
      <FiguresField value={plan.figures} isDisabled={isDisabled} onChange={(figures) => set({ figures })} />
      <ThingsField value={plan.props} isDisabled={isDisabled} onChange={(props) => set({ props })} />
      <Field
        label="Notes"
        name="notes"
        rows={2}
        value={plan.notes}
        isDisabled={isDisabled}
        onChange={(notes) => set({ notes })}
      />
    </>
  );
}

interface ThingsProps {
  value: readonly string[];
  onChange: (things: string[]) => void;
  isDisabled: boolean;
}

/** Things by name, with commas between. What is typed stays as typed while it says the same. */
function ThingsField({ value, onChange, isDisabled }: ThingsProps) {
  const [typed, setTyped] = useState(value.join(', '));
  const said = namesIn(typed).join(', ') === value.join(', ') ? typed : value.join(', ');
  return (
    <Field
      label="Things in it"
      name="props"
      placeholder="lamp, letter"
      value={said}
      isDisabled={isDisabled}
      onChange={(text) => {
        setTyped(text);
        onChange(namesIn(text));
      }}
    />
  );
}

type Words = 'size' | 'angle' | 'movement' | 'composition' | 'role';

interface ChooseProps<K extends Words> {
  label: string;
  name: K;
  choices: readonly { id: Plan[K]; label: string }[];
  plan: Plan;
  set: (part: Partial<Plan>) => void;
  isDisabled: boolean;
}

const Choose = <K extends Words>({ label, name, choices, plan, set, isDisabled }: ChooseProps<K>) => (
  <SelectField<Plan[K]>
    label={label}
    name={name}
    choices={choices}
    value={plan[name]}
    isDisabled={isDisabled}
    onChange={(value) => set({ [name]: value } as Partial<Plan>)}
  />
);
