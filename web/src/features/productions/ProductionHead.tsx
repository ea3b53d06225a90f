// What is produced, how far it is, what it costs, and how to steer it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { Cost, Job, JobGraph } from '../../api/client';
import { exact, percent, price, startsIn, timeLeft, took } from '../../lib/format';
import { JobActions } from '../jobs/JobActions';
import { StateMark } from '../jobs/StateMark';
import { isActive, productionTitle } from '../jobs/state';
import type { JobView } from '../jobs/useJobView';
import { scriptQuery } from '../scripts/queries';
import { PriorityField } from './PriorityField';
import { TotalsBar } from './TotalsBar';
import { TotalsList } from './TotalsList';

interface Props {
  job: Job;
  view: JobView;
  graph: JobGraph | undefined;
}

/** Of a production that is not over, what its nodes have cost so far. */
export function costOf(job: Job, graph: JobGraph | undefined): Cost {
  const own = graph?.nodes.filter((node) => !node.reused) ?? [];
  if (!isActive(job.state) || own.length === 0) return job.cost;
  return {
    compute_ms: own.reduce((sum, { cost }) => sum + cost.compute_ms, 0),
    usd_micros: own.reduce((sum, { cost }) => sum + cost.usd_micros, 0),
  };
}

export function ProductionHead({ job, view, graph }: Props) {
  const script = useQuery({ ...scriptQuery(job.script_id ?? ''), enabled: Boolean(job.script_id) }).data;
  const { totals } = view;
  const running = view.state === 'running' && !view.paused && !view.cancelling;
  const facts: [string, string][] = [
    ['Expected to cost', price(job.estimate)],
    [isActive(job.state) ? 'Cost so far' : 'Cost', price(costOf(job, graph))],
  ];
  if (job.started_at && job.ended_at) facts.push(['Took', took(job.requested_at, job.ended_at)]);
  return (
    <header className="flex flex-col gap-3 border-b border-line bg-panel px-4 py-3.5">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
        <div className="min-w-0 flex-1 basis-[260px]">
          {job.script_id && (
            <Link
              to="/scripts/$scriptId/production"
              params={{ scriptId: job.script_id }}
              className="-ml-1 flex w-max max-w-full items-center gap-1 py-0.5 text-[12.5px] text-ink-2 hover:text-ink"
            >
              <ChevronLeft size={14} aria-hidden className="shrink-0" />
              <span className="truncate">{script?.title ?? 'Script'}</span>
            </Link>
          )}
          <h1 className="room-title wrap-anywhere">{productionTitle(job)}</h1>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {isActive(view.state) && <PriorityField job={job} />}
          <JobActions job={job} view={view} />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-[13px]">
        <span className="flex items-center gap-2">
          <StateMark state={view.state} paused={view.paused} />
          <span role="status" data-testid="production-state" className="font-semibold">
            {running && totals?.total === undefined ? 'Being planned' : view.word}
          </span>
          <span className="text-dim">
            {running
              ? [percent(view.fraction), timeLeft(view.etaS)].filter(Boolean).join(', ')
              : startsIn(view.etaS)}
          </span>
        </span>
        {totals && totals.total > 0 && <TotalsList totals={totals} />}
        <dl
          className="ml-auto flex flex-wrap gap-x-4 gap-y-1 text-[12.5px]"
          title={`Asked for ${exact(job.requested_at)}`}
        >
          {facts.map(([name, value]) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-dim">{name}</dt>
              <dd className="text-ink-2">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {totals && totals.total > 0 && (
        <TotalsBar totals={totals} label={`Progress: ${view.said}`} className="h-[6px]" />
      )}
    </header>
  );
}
