import { Link } from '@tanstack/react-router';
import type { Script, ScriptType, Version } from '../../api/client';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { SelectField } from '../../ui/SelectField';
import { SCRIPT_TYPES } from '../scripts/vocabulary';

interface Props {
  script: Script;
  base: Version | undefined;
  label: string;
  onLabel: (label: string) => void;
  type: ScriptType;
  onType: (type: ScriptType) => void;
  canSave: boolean;
  isPending: boolean;
  onSave: () => void;
}

export const WriteBar = ({
  script,
  base,
  label,
  onLabel,
  type,
  onType,
  canSave,
  isPending,
  onSave,
}: Props) => (
  <div className="flex flex-wrap items-end gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2.5">
    <div className="mr-auto max-md:w-full">
      <h2 className="section-title">{base ? `New version from ${base.number}` : 'New version'}</h2>
      <p className="hint">Tab changes what a line is. Escape, then Tab, leaves the page.</p>
    </div>
    <Field
      label="Label"
      value={label}
      onChange={onLabel}
      placeholder="Blue pages"
      className="w-40 max-sm:flex-1"
    />
    <SelectField
      label="Type"
      choices={SCRIPT_TYPES}
      value={type}
      onChange={onType}
      className="w-36 max-sm:flex-1"
    />
    <div className="flex gap-2 max-sm:w-full">
      <Link to="/scripts/$scriptId" params={{ scriptId: script.id }} className="btn btn-quiet">
        Leave
      </Link>
      <Button
        tone="go"
        isDisabled={!canSave}
        isPending={isPending}
        onPress={onSave}
        className="max-sm:flex-1"
      >
        Save version <kbd className="font-sans text-[11px] font-normal opacity-80 max-md:hidden">Ctrl S</kbd>
      </Button>
    </div>
  </div>
);
