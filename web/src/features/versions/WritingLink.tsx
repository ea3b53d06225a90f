// The draft that does not have a number yet.
import { Link } from '@tanstack/react-router';
import type { Job } from '../../api/client';
import { Bar } from '../../ui/Bar';
import { StateMark } from '../jobs/StateMark';
import { stateWord } from '../jobs/state';
import { useJobView } from '../jobs/useJobView';

export function WritingLink({ job, scriptId }: { job: Job; scriptId: string }) {
  const view = useJobView(job);
  return (
    <Link
      to="/scripts/$scriptId"
      params={{ scriptId }}
      search={{ job: job.id }}
      activeOptions={{ exact: true }}
      className="ring-inset-focus relative block py-2.5 pr-4 pl-5 hover:bg-white/[.03] aria-[current=page]:bg-raised max-lg:px-3 max-lg:py-3 lg:border-b lg:border-line"
    >
      <span className="flex items-center gap-2 text-[13px] whitespace-nowrap text-tungsten">
        <StateMark state={view.state} /> {view.state === 'running' ? 'Being written' : stateWord(view.state)}
      </span>
      <span className="mt-0.5 block truncate text-[12px] text-dim max-lg:hidden">{view.said}</span>
      <span className="absolute inset-x-0 bottom-0 block">
        <Bar value={view.fraction} label={view.said} />
      </span>
    </Link>
  );
}
