// Three ways to look at a production.
import { Link } from '@tanstack/react-router';

const VIEWS = [
  { id: undefined, label: 'Graph' },
  { id: 'table', label: 'Table' },
  { id: 'results', label: 'Results' },
] as const;

interface Props {
  jobId: string;
  view: 'table' | 'results' | undefined;
}

export const ViewSwitch = ({ jobId, view }: Props) => (
  <nav aria-label="Ways to look at it" className="flex border-b border-line bg-base px-2">
    {VIEWS.map(({ id, label }) => (
      <Link
        key={label}
        to="/jobs/$jobId"
        params={{ jobId }}
        search={(old) => ({ ...old, view: id })}
        replace
        aria-current={view === id ? 'page' : undefined}
        activeOptions={{ exact: true, includeSearch: true }}
        activeProps={{}}
        className="ring-inset-focus relative flex h-10 items-center px-3 text-[13px] text-ink-2 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-3 aria-[current=page]:after:bottom-0 aria-[current=page]:after:h-[2px] aria-[current=page]:after:bg-tungsten"
      >
        {label}
      </Link>
    ))}
  </nav>
);
