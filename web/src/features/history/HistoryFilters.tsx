import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { SelectField } from '../../ui/SelectField';
import type { HistoryFilter } from './queries';
import { ALL, typeChoices } from './types';

interface Props {
  filter: HistoryFilter;
  onChange: (part: HistoryFilter) => void;
}

export const HistoryFilters = ({ filter, onChange }: Props) => {
  const any = Object.values(filter).some((value) => value !== undefined);
  return (
    <fieldset aria-label="Filters" className="mb-4 flex flex-wrap items-end gap-3">
      <SelectField
        label="What happened"
        className="w-60 max-sm:w-full"
        choices={typeChoices}
        value={filter.type ?? ALL}
        onChange={(type) => onChange({ type: type === ALL ? undefined : type })}
      />
      <Field
        label="From"
        type="date"
        value={filter.since ?? ''}
        onChange={(since) => onChange({ since: since || undefined })}
        className="w-38 max-sm:flex-1"
      />
      <Field
        label="To"
        type="date"
        value={filter.until ?? ''}
        onChange={(until) => onChange({ until: until || undefined })}
        className="w-38 max-sm:flex-1"
      />
      {any && (
        <Button
          tone="quiet"
          onPress={() => onChange({ type: undefined, actor: undefined, since: undefined, until: undefined })}
        >
          Clear filters
        </Button>
      )}
    </fieldset>
  );
};
