// Who plays in a script that does not exist yet: tick any number of characters.
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { FieldProblem } from '../../ui/FieldProblem';
import { charactersQuery } from './queries';

interface Props {
  value: string[];
  onChange: (ids: string[]) => void;
}

export function CastPicker({ value, onChange }: Props) {
  const characters = useQuery(charactersQuery({ limit: 100 })).data?.items ?? [];
  if (characters.length === 0) return null;
  return (
    <CheckboxGroup name="character_ids" value={value} onChange={onChange} className="flex flex-col gap-1.5">
      <Label className="label">
        Cast <span className="text-dim">(optional)</span>
      </Label>
      <div className="flex flex-wrap gap-1.5">
        {characters.map((one) => (
          <Checkbox
            key={one.id}
            value={one.id}
            className="group flex min-h-8 cursor-default items-center gap-1.5 rounded-[3px] border border-line-2 bg-panel px-2.5 text-[12.5px] text-ink-2 data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-tungsten data-hovered:border-edge data-selected:border-tungsten data-selected:text-ink pointer-coarse:min-h-10"
          >
            <Check size={13} aria-hidden className="hidden text-tungsten group-data-selected:block" />
            {one.name}
          </Checkbox>
        ))}
      </div>
      <FieldProblem />
    </CheckboxGroup>
  );
}
