// A labelled line or block of text, with its hint and what is wrong with it.
import type { ReactNode } from 'react';
import { Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';
import { FieldProblem } from './FieldProblem';

interface Props extends TextFieldProps {
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  /** Rows of a block of text; a single line without it. */
  rows?: number;
  optional?: boolean;
  className?: string;
  inputClassName?: string;
}

export function Field({
  label,
  hint,
  placeholder,
  rows,
  optional,
  className = '',
  inputClassName = '',
  ...props
}: Props) {
  return (
    <TextField {...props} className={`flex flex-col gap-1.5 ${className}`}>
      <Label className="label">
        {label}
        {optional && <span className="text-dim"> (optional)</span>}
      </Label>
      {rows ? (
        <TextArea rows={rows} placeholder={placeholder} className={`input ${inputClassName}`} />
      ) : (
        <Input placeholder={placeholder} className={`input ${inputClassName}`} />
      )}
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldProblem />
    </TextField>
  );
}
