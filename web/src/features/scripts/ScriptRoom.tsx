// One script: its name and nature on top, its parts behind tabs.
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { Archive, Lock } from 'lucide-react';
import type { Script } from '../../api/client';
import { words } from '../../lib/format';
import { Load } from '../../ui/Load';
import { useTitle } from '../shell/useTitle';
import { scriptQuery } from './queries';

const TABS = [
  { to: '/scripts/$scriptId', label: 'Draft', also: /\/(versions\/\d+|write)$/ },
  { to: '/scripts/$scriptId/scenes', label: 'Scenes' },
  { to: '/scripts/$scriptId/board', label: 'Board' },
  { to: '/scripts/$scriptId/film', label: 'Film' },
  { to: '/scripts/$scriptId/production', label: 'Production' },
  { to: '/scripts/$scriptId/history', label: 'History' },
  { to: '/scripts/$scriptId/details', label: 'Details' },
] as const;

export function ScriptRoom() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const query = useQuery(scriptQuery(scriptId));
  useTitle(query.data?.title);
  return (
    <div className="flex min-h-full flex-col lg:h-full">
      <Load query={query}>
        {(script) => (
          <>
            <Head script={script} />
            <div className="min-h-0 flex-1">
              <Outlet />
            </div>
          </>
        )}
      </Load>
    </div>
  );
}

function Head({ script }: { script: Script }) {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line bg-base px-4 max-lg:pt-3">
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 lg:py-2.5">
        <h1 className="wide truncate text-[16px]">{script.title}</h1>
        <p className="slate flex items-center gap-1.5 text-[12.5px] text-dim">
          {words(script.format)} · {words(script.genre)} · {words(script.tone)}
          {script.locked && <Lock size={11} aria-label="Genre and tone are locked" />}
          {script.archived && (
            <span className="tag ml-1">
              <Archive size={11} aria-hidden /> Archived
            </span>
          )}
        </p>
      </div>
      <nav
        aria-label="Parts of the script"
        className="-mx-2 flex max-w-full items-stretch overflow-x-auto max-lg:w-full"
      >
        {TABS.map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            params={{ scriptId: script.id }}
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={'also' in tab && tab.also.test(path) ? 'page' : undefined}
            className="ring-inset-focus relative flex h-10 items-center px-3 text-[13px] text-ink-2 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-3 aria-[current=page]:after:bottom-0 aria-[current=page]:after:h-[2px] aria-[current=page]:after:bg-tungsten"
          >
            {tab.label}
          </Link>
        ))}
      </nav>
    </div>
  );
}
