import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { STANDINGS, type Standing } from './state';

interface Props {
  state: Standing | undefined;
  onChange: (state: Standing | undefined) => void;
}

const ALL = 'all';

export const JobFilters = ({ state, onChange }: Props) => (
  <ToggleButtonGroup
    aria-label="Show jobs that are"
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[state ?? ALL]}
    onSelectionChange={(keys) => {
      const [key] = keys;
      onChange(key === ALL ? undefined : (key as Standing));
    }}
    className="flex flex-wrap gap-1"
  >
    {[{ id: ALL, label: 'All' }, ...STANDINGS].map(({ id, label }) => (
      <ToggleButton
        key={id}
        id={id}
        className="flex min-h-7 items-center rounded-[3px] border border-transparent px-2 text-[12.5px] text-ink-2 data-hovered:text-ink data-selected:border-line-2 data-selected:bg-raised data-selected:text-tungsten pointer-coarse:min-h-10"
      >
        {label}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
