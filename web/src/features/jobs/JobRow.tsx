// One job in the list. The whole row opens it; its buttons stay their own.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Job } from '../../api/client';
import { percent, startsIn, timeLeft } from '../../lib/format';
import { Bar } from '../../ui/Bar';
import { When } from '../../ui/When';
import { TotalsBar } from '../productions/TotalsBar';
import { scriptQuery } from '../scripts/queries';
import { JobActions } from './JobActions';
import { StateMark } from './StateMark';
import { isActive, isWaiting, jobTitle } from './state';
import { type JobView, useJobView } from './useJobView';

interface Props {
  job: Job;
  open: boolean;
  /** How it is moved in the line, while it waits. */
  moves?: ReactNode;
}

const OPENS =
  'block truncate text-[13.5px] outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-tungsten';

export function JobRow({ job, open, moves }: Props) {
  const view = useJobView(job);
  const script = useQuery({ ...scriptQuery(job.script_id ?? ''), enabled: Boolean(job.script_id) }).data;
  const title = script?.title ?? 'Script';
  return (
    <li
      data-job={job.id}
      data-state={view.state}
      className={`group relative grid grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1.5 border-b border-line py-2.5 pr-2 pl-4 hover:bg-white/[.03] has-[:focus-visible]:bg-white/[.03] md:grid-cols-[20px_minmax(0,2fr)_minmax(0,1.5fr)_96px_168px] ${open ? 'bg-raised' : ''}`}
    >
      <StateMark state={view.state} paused={view.paused} />
      <div className="min-w-0 max-md:col-span-2">
        {job.kind === 'produce' ? (
          <Link to="/jobs/$jobId" params={{ jobId: job.id }} className={OPENS}>
            {title}
          </Link>
        ) : (
          <Link
            to="/jobs"
            search={(old) => ({ ...old, job: job.id })}
            aria-current={open ? 'true' : undefined}
            className={OPENS}
          >
            {title}
          </Link>
        )}
        <span className="block truncate text-[12px] text-dim">
          {jobTitle(job)}
          {view.attempt > 1 && job.kind !== 'produce' && `, try ${view.attempt}`}
        </span>
      </div>
      <Standing view={view} name={title} />
      <When at={job.requested_at} className="text-right text-[12px] text-dim max-md:hidden" />
      <span className="relative z-10 flex justify-self-end max-md:order-last max-md:col-span-2 max-md:col-start-2">
        {moves}
        <JobActions job={job} view={view} small />
      </span>
    </li>
  );
}

function Standing({ view, name }: { view: JobView; name: string }) {
  const running = view.state === 'running' && !view.paused && !view.cancelling;
  const totals = view.totals?.total ? view.totals : undefined;
  const aside = running
    ? [percent(view.fraction), timeLeft(view.etaS)]
    : [isWaiting(view.state) && startsIn(view.etaS)];
  return (
    <div className="flex min-w-0 flex-col gap-1.5 max-md:col-span-2 max-md:col-start-2">
      <span className="flex justify-between gap-3 text-[12px] text-ink-2">
        <span className="truncate">{running && !totals ? view.message || view.word : view.word}</span>
        {isActive(view.state) && (
          <span className="shrink-0 text-dim">{aside.filter(Boolean).join(', ')}</span>
        )}
      </span>
      {totals ? (
        <TotalsBar totals={totals} label={`${name}: ${view.said}`} />
      ) : (
        isActive(view.state) && <Bar value={view.fraction} label={`${name}: ${view.said}`} />
      )}
    </div>
  );
}
