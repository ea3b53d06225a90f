// All scripts: search and the archive in the URL, the first script's beginning when there is none.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { joined } from '../../api/pages';
import { plural } from '../../lib/format';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { More } from '../../ui/More';
import { SearchBox } from '../../ui/SearchBox';
import { Toggle } from '../../ui/Toggle';
import { ImportDrop } from '../imports/ImportDrop';
import { jobsQuery } from '../jobs/queries';
import { isActive } from '../jobs/state';
import { useTitle } from '../shell/useTitle';
import { FirstScript } from './FirstScript';
import { scriptPagesQuery } from './queries';
import { ScriptCard } from './ScriptCard';

export function ScriptList() {
  const { q, archived } = useSearch({ from: '/app/scripts' });
  const navigate = useNavigate({ from: '/scripts' });
  const query = useInfiniteQuery(scriptPagesQuery({ q, archived }));
  const jobs = useQuery(jobsQuery({ top: true })).data?.items ?? [];
  useTitle('Scripts');
  const scripts = joined(query.data);
  const first = query.isSuccess && scripts.length === 0 && !q && !archived;
  if (first) return <FirstScript />;
  return (
    <div className="mx-auto w-full max-w-[1240px] px-4 py-6 md:px-8">
      <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="room-title mr-auto">Scripts</h1>
        <Link to="/scripts/new" className="btn btn-go md:order-last">
          <Plus size={14} aria-hidden /> New script
        </Link>
        <SearchBox
          label="Search scripts"
          value={q ?? ''}
          onChange={(next) =>
            void navigate({ search: (old) => ({ ...old, q: next || undefined }), replace: true })
          }
          className="w-full md:w-64"
        />
        <Toggle
          isSelected={archived ?? false}
          onChange={(on) => void navigate({ search: (old) => ({ ...old, archived: on || undefined }) })}
        >
          Archived
        </Toggle>
      </div>
      <ImportDrop className="mb-5" />
      <Load query={query}>
        {() => (
          <>
            <p role="status" className="sr-only">
              {plural(scripts.length, 'script')} shown
            </p>
            {scripts.length === 0 && (
              <Empty title={q ? `Nothing matches “${q}”` : 'Nothing is archived'}>
                {q
                  ? 'Titles and loglines are searched.'
                  : 'An archived script keeps every draft and can come back.'}
              </Empty>
            )}
            <ul className="grid gap-3 md:grid-cols-[repeat(auto-fill,minmax(340px,1fr))]">
              {scripts.map((script) => (
                <li key={script.id} className="flex">
                  <ScriptCard
                    script={script}
                    job={jobs.find((job) => job.script_id === script.id && isActive(job.state))}
                  />
                </li>
              ))}
            </ul>
            <More query={query} />
          </>
        )}
      </Load>
    </div>
  );
}
