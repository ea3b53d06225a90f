// A job on a page of its own: a production with its graph, anything else with what it made.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { Job } from '../../api/client';
import { Load } from '../../ui/Load';
import { JobFacts } from '../jobs/JobFacts';
import { JobOutcome } from '../jobs/JobOutcome';
import { JobProgress } from '../jobs/JobProgress';
import { jobQuery } from '../jobs/queries';
import { jobTitle, kindWord } from '../jobs/state';
import { Result } from '../results/ResultOf';
import { scriptQuery } from '../scripts/queries';
import { useTitle } from '../shell/useTitle';
import { ProductionPage } from './ProductionPage';

export function JobPage() {
  const { jobId } = useParams({ from: '/app/jobs/$jobId' });
  const query = useQuery(jobQuery(jobId));
  return (
    <Load query={query}>
      {(job) => (job.kind === 'produce' ? <ProductionPage key={jobId} job={job} /> : <Plain job={job} />)}
    </Load>
  );
}

function Plain({ job }: { job: Job }) {
  const script = useQuery({ ...scriptQuery(job.script_id ?? ''), enabled: Boolean(job.script_id) }).data;
  useTitle(jobTitle(job));
  return (
    <div className="mx-auto grid w-full max-w-[1080px] gap-x-12 gap-y-8 px-4 py-6 md:px-8 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div className="min-w-0">
        {job.production_id ? (
          <Link
            to="/jobs/$jobId"
            params={{ jobId: job.production_id }}
            search={{ node: job.id }}
            className="-ml-1 flex w-max items-center gap-1 py-1 text-[12.5px] text-ink-2 hover:text-ink"
          >
            <ChevronLeft size={14} aria-hidden /> Its production
          </Link>
        ) : (
          <Link
            to="/jobs"
            className="-ml-1 flex w-max items-center gap-1 py-1 text-[12.5px] text-ink-2 hover:text-ink"
          >
            <ChevronLeft size={14} aria-hidden /> Jobs
          </Link>
        )}
        <h1 className="room-title wrap-anywhere">{jobTitle(job)}</h1>
        <p className="mt-1 mb-6 text-[13px] text-ink-2">
          {kindWord(job.kind)}
          {script && ` of ${script.title}`}
        </p>
        {job.result?.made ? (
          <section aria-labelledby="result-title">
            <h2 id="result-title" className="sr-only">
              What it made
            </h2>
            <Result kind={job.kind} result={job.result} script={job.script_id} />
          </section>
        ) : (
          (job.state === 'failed' || job.kind === 'generate_script') && <JobOutcome job={job} />
        )}
      </div>
      <div className="flex flex-col gap-6">
        <JobProgress job={job} />
        <JobFacts job={job} />
      </div>
    </div>
  );
}
