// One choice of a few, all in sight.
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { FieldProblem } from './FieldProblem';
import type { Choice } from './SelectField';

interface Props<T extends string> {
  label: string;
  name?: string;
  choices: readonly Choice<T>[];
  value: T;
  onChange: (value: T) => void;
  isDisabled?: boolean;
}

export function ChoiceField<T extends string>({ label, choices, onChange, ...props }: Props<T>) {
  return (
    <RadioGroup
      {...props}
      onChange={(v) => onChange(v as T)}
      orientation="horizontal"
      className="flex flex-col gap-1.5"
    >
      <Label className="label">{label}</Label>
      <div className="flex rounded-[3px] border border-line-2 bg-panel p-[2px]">
        {choices.map((choice) => (
          <Radio
            key={choice.id}
            value={choice.id}
            className="flex min-h-7 flex-1 cursor-default items-center justify-center rounded-[2px] px-2 text-[12.5px] text-ink-2 data-focus-visible:outline-2 data-focus-visible:outline-tungsten data-hovered:text-ink data-selected:bg-raised data-selected:font-semibold data-selected:text-tungsten pointer-coarse:min-h-10"
          >
            {choice.label}
          </Radio>
        ))}
      </div>
      <FieldProblem />
    </RadioGroup>
  );
}
