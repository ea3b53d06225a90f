// What is being made right now, in a few words that lead to the jobs room.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { plural } from '../../lib/format';
import { jobsQuery } from '../jobs/queries';
import { isActive } from '../jobs/state';

export function JobSummary() {
  const jobs = useQuery(jobsQuery({ top: true })).data?.items ?? [];
  const running = jobs.filter((job) => job.state === 'running').length;
  const waiting = jobs.filter((job) => isActive(job.state)).length - running;
  if (running + waiting === 0) return null;
  const said = [running && `${running} running`, waiting && `${waiting} waiting`].filter(Boolean).join(', ');
  return (
    <Link to="/jobs" className="flex items-center gap-1.5 text-[12.5px] text-ink-2 hover:text-ink">
      <span aria-hidden className="pulse size-[7px] rounded-full bg-tungsten" />
      <span className="max-sm:sr-only">{said}</span>
      <span aria-hidden className="sm:hidden">
        {running + waiting}
      </span>
      <span className="sr-only">: {plural(running + waiting, 'job')}</span>
    </Link>
  );
}
