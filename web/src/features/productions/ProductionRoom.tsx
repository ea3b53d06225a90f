// What is made of a script: asking for it, its budget, and what was asked for before.
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Job } from '../../api/client';
import { joined } from '../../api/pages';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { More } from '../../ui/More';
import { When } from '../../ui/When';
import { BudgetCard } from '../budget/BudgetCard';
import { StateMark } from '../jobs/StateMark';
import { productionTitle } from '../jobs/state';
import { useJobView } from '../jobs/useJobView';
import { scriptQuery } from '../scripts/queries';
import { useTitle } from '../shell/useTitle';
import { ProduceForm } from './ProduceForm';
import { productionsQuery } from './queries';
import { TotalsBar } from './TotalsBar';

export function ProductionRoom() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  useTitle(`Production of ${script.title}`);
  return (
    <div className="h-full overflow-auto">
      <div className="mx-auto grid w-full max-w-[1080px] gap-x-12 gap-y-10 px-4 py-6 md:px-8 lg:grid-cols-[minmax(0,1fr)_340px]">
        {script.head && !script.archived ? (
          <ProduceForm key={script.id} script={script} />
        ) : (
          <Empty title={script.archived ? 'The script is in the archive' : 'Nothing to produce yet'}>
            {script.archived
              ? 'Bring it back to produce anything of it.'
              : 'A production is made of the newest version, and there is none. Write a draft first.'}
          </Empty>
        )}
        <div className="flex flex-col gap-10">
          <BudgetCard scriptId={scriptId} />
          <Productions scriptId={scriptId} />
        </div>
      </div>
    </div>
  );
}

function Productions({ scriptId }: { scriptId: string }) {
  const query = useInfiniteQuery(productionsQuery(scriptId));
  const jobs = joined(query.data);
  return (
    <section aria-labelledby="productions-title" className="flex flex-col gap-2 border-t border-line pt-5">
      <h2 id="productions-title" className="section-title">
        Productions
      </h2>
      <Load query={query}>
        {() => (
          <>
            {jobs.length === 0 && <p className="hint">None yet.</p>}
            <ul>
              {jobs.map((job) => (
                <li key={job.id}>
                  <ProductionLink job={job} />
                </li>
              ))}
            </ul>
            <More query={query} />
          </>
        )}
      </Load>
    </section>
  );
}

function ProductionLink({ job }: { job: Job }) {
  const view = useJobView(job);
  return (
    <Link
      to="/jobs/$jobId"
      params={{ jobId: job.id }}
      className="-mx-2 flex flex-col gap-1.5 rounded-[3px] px-2 py-2 hover:bg-white/[.03]"
    >
      <span className="text-[13px] wrap-anywhere">{productionTitle(job)}</span>
      <span className="flex items-center gap-2 text-[12px] text-dim">
        <StateMark state={view.state} paused={view.paused} />
        <span className="text-ink-2">{view.word}</span>
        <When at={job.requested_at} className="ml-auto" />
      </span>
      {view.totals && view.totals.total > 0 && <TotalsBar totals={view.totals} label={view.said} />}
    </Link>
  );
}
