// One job in the list. The whole row opens it; its buttons stay their own.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Job } from '../../api/client';
import { percent, timeLeft } from '../../lib/format';
import { Bar } from '../../ui/Bar';
import { When } from '../../ui/When';
import { scriptQuery } from '../scripts/queries';
import { JobActions } from './JobActions';
import { StateMark } from './StateMark';
import { isActive, jobTitle, stateWord } from './state';
import { useJobView } from './useJobView';

export function JobRow({ job, open }: { job: Job; open: boolean }) {
  const view = useJobView(job);
  const script = useQuery({ ...scriptQuery(job.script_id ?? ''), enabled: Boolean(job.script_id) }).data;
  const running = view.state === 'running';
  return (
    <li
      data-job={job.id}
      data-state={view.state}
      className={`group relative grid grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1.5 border-b border-line py-2.5 pr-2 pl-4 hover:bg-white/[.03] has-[:focus-visible]:bg-white/[.03] md:grid-cols-[20px_minmax(0,2fr)_minmax(0,1.6fr)_110px_40px] ${open ? 'bg-raised' : ''}`}
    >
      <StateMark state={view.state} />
      <div className="min-w-0">
        <Link
          to="/jobs"
          search={(old) => ({ ...old, job: job.id })}
          aria-current={open ? 'true' : undefined}
          className="block truncate text-[13.5px] outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-tungsten"
        >
          {script?.title ?? 'Script'}
        </Link>
        <span className="block truncate text-[12px] text-dim">
          {jobTitle(job)}
          {view.attempt > 1 && `, try ${view.attempt}`}
        </span>
      </div>
      <div className="flex min-w-0 flex-col gap-1.5 max-md:order-last max-md:col-span-2 max-md:col-start-2">
        <span className="flex justify-between gap-3 text-[12px] text-ink-2">
          <span className="truncate">
            {running ? view.message || stateWord(view.state) : stateWord(view.state)}
          </span>
          {running && (
            <span className="shrink-0 text-dim">
              {[percent(view.fraction), timeLeft(view.etaS)].filter(Boolean).join(', ')}
            </span>
          )}
        </span>
        {isActive(view.state) && (
          <Bar value={view.fraction} label={`${script?.title ?? 'Job'}: ${view.said}`} />
        )}
      </div>
      <When at={job.requested_at} className="text-right text-[12px] text-dim max-md:hidden" />
      <span className="relative z-10 justify-self-end">
        <JobActions job={job} state={view.state} small />
      </span>
    </li>
  );
}
