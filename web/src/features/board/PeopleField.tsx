// Who is in a shot: everybody of the cast as a button that is in or out.
import { useId } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { isSame } from './plan';
import { MOST_FIGURES } from './staging';

interface Props {
  cast: readonly string[];
  value: readonly string[];
  onChange: (people: string[]) => void;
  isDisabled: boolean;
}

/** The cast and whoever else is in the shot, each once, as the shot writes them. */
export const peopleOf = (cast: readonly string[], value: readonly string[]): string[] =>
  [...value, ...cast.filter((name) => !value.some((other) => isSame(other, name)))].sort((a, b) =>
    a.localeCompare(b),
  );

export function PeopleField({ cast, value, onChange, isDisabled }: Props) {
  const label = useId();
  const people = peopleOf(cast, value);
  if (people.length === 0) return null;
  const isFull = value.length >= MOST_FIGURES;
  /** Whom a shot is about comes first in it: who was in stays where they were. */
  const put = (keys: ReadonlySet<unknown>) =>
    onChange([
      ...value.filter((name) => keys.has(name)),
      ...people.filter((name) => keys.has(name) && !value.includes(name)),
    ]);
  return (
    <div className="flex flex-col gap-1.5">
      <span id={label} className="label">
        Who is in it
      </span>
      <ToggleButtonGroup
        aria-labelledby={label}
        selectionMode="multiple"
        selectedKeys={[...value]}
        isDisabled={isDisabled}
        onSelectionChange={put}
        className="flex flex-wrap gap-1.5"
      >
        {people.map((name) => (
          <ToggleButton
            key={name}
            id={name}
            isDisabled={isDisabled || (isFull && !value.includes(name))}
            className="min-h-7 rounded-[3px] border border-line-2 px-2.5 text-[12.5px] text-ink-2 data-disabled:text-dim data-focus-visible:outline-2 data-focus-visible:outline-offset-1 data-focus-visible:outline-tungsten data-hovered:border-edge data-hovered:text-ink data-selected:border-tungsten data-selected:bg-tungsten-low data-selected:text-tungsten-hi pointer-coarse:min-h-10"
          >
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
