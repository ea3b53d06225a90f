// Which kinds of work are wanted; what they need comes with them.
import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import type { JobKind, ProduceScope } from '../../api/client';
import { kindWord } from '../jobs/state';
import { offersOf } from './request';

interface Props {
  scope: ProduceScope;
  value: readonly JobKind[];
  onChange: (want: JobKind[]) => void;
}

export const WantField = ({ scope, value, onChange }: Props) => (
  <CheckboxGroup
    value={[...value]}
    onChange={(next) => onChange(next as JobKind[])}
    className="flex flex-col gap-1.5"
  >
    <Label className="label">What is wanted</Label>
    <div className="flex flex-col gap-1.5">
      {offersOf(scope).map(({ kind, said }) => (
        <Checkbox
          key={kind}
          value={kind}
          className="group flex items-start gap-3 rounded-[3px] border border-line-2 bg-panel px-3 py-2.5 data-focus-visible:outline-2 data-focus-visible:outline-offset-1 data-focus-visible:outline-tungsten data-hovered:border-edge data-selected:border-tungsten"
        >
          <span className="mt-[1px] grid size-[17px] shrink-0 place-items-center rounded-[2px] border border-edge text-transparent group-data-selected:border-tungsten group-data-selected:bg-tungsten group-data-selected:text-on-tungsten">
            <Check size={13} strokeWidth={3} aria-hidden />
          </span>
          <span className="min-w-0">
            <span className="block text-[13.5px]">{kindWord(kind)}</span>
            <span className="block text-[12px] text-dim">{said}</span>
          </span>
        </Checkbox>
      ))}
    </div>
  </CheckboxGroup>
);
