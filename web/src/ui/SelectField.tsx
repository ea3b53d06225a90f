// One choice of many, in a list that opens.
import { ChevronDown } from 'lucide-react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import { FieldProblem } from './FieldProblem';

export interface Choice<T extends string> {
  id: T;
  label: string;
}

interface Props<T extends string> {
  label: string;
  name?: string;
  choices: readonly Choice<T>[];
  value: T | null;
  onChange: (value: T) => void;
  placeholder?: string;
  hint?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  className?: string;
}

export function SelectField<T extends string>({
  label,
  choices,
  value,
  hint,
  onChange,
  placeholder,
  className = '',
  ...props
}: Props<T>) {
  return (
    <Select
      {...props}
      placeholder={placeholder ?? 'Choose'}
      value={value}
      onChange={(key) => key !== null && onChange(key as T)}
      className={`flex flex-col gap-1.5 ${className}`}
    >
      <Label className="label">{label}</Label>
      <Button className="input flex items-center justify-between gap-2 text-left">
        <SelectValue className="truncate data-placeholder:text-dim" />
        <ChevronDown size={14} aria-hidden className="shrink-0 text-dim" />
      </Button>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldProblem />
      <Popover className="popover min-w-(--trigger-width) overflow-auto p-1">
        <ListBox items={choices} className="outline-none">
          {(choice) => (
            <ListBoxItem
              id={choice.id}
              textValue={choice.label}
              className="option data-selected:text-tungsten"
            >
              {choice.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
