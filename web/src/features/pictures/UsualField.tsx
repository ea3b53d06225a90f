// One choice of many, or what is usual.
import { type Choice, SelectField } from '../../ui/SelectField';

interface Props<T extends string> {
  label: string;
  /** What is chosen while nothing is. */
  usual: string;
  choices: readonly Choice<T>[];
  value: T | null | undefined;
  onChange: (value: T | undefined) => void;
}

const USUAL = 'usual';

export const UsualField = <T extends string>({ label, usual, choices, value, onChange }: Props<T>) => (
  <SelectField<T | typeof USUAL>
    label={label}
    choices={[{ id: USUAL, label: usual }, ...choices]}
    value={value ?? USUAL}
    onChange={(next) => onChange(next === USUAL ? undefined : (next as T))}
  />
);
