// The open job: where it is, what was asked, what came of it.
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { Job } from '../../api/client';
import { IconButton } from '../../ui/IconButton';
import { Load } from '../../ui/Load';
import { scriptQuery } from '../scripts/queries';
import { JobFacts } from './JobFacts';
import { JobOutcome } from './JobOutcome';
import { JobProgress } from './JobProgress';
import { jobQuery } from './queries';
import { jobPrompt, jobTitle } from './state';

export function JobDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery(jobQuery(id));
  return (
    <aside
      aria-label="Job"
      className="flex min-h-0 flex-col border-line bg-panel lg:overflow-auto lg:border-l"
    >
      <h1 className="sr-only lg:hidden">Jobs</h1>
      <div className="flex items-center justify-between px-2 pt-2 lg:absolute lg:right-0">
        <AriaButton
          onPress={onClose}
          className="flex items-center gap-1 py-2 pl-1 text-[13px] text-ink-2 lg:hidden"
        >
          <ChevronLeft size={15} aria-hidden /> Jobs
        </AriaButton>
        <IconButton label="Close" onPress={onClose} className="max-lg:hidden">
          <X size={16} />
        </IconButton>
      </div>
      <Load query={query}>{(job) => <Body job={job} />}</Load>
    </aside>
  );
}

function Body({ job }: { job: Job }) {
  const script = useQuery({ ...scriptQuery(job.script_id ?? ''), enabled: Boolean(job.script_id) }).data;
  return (
    <div className="flex flex-col gap-5 p-5">
      <div className="pr-8">
        <h2 className="wide text-[17px] leading-snug wrap-anywhere">{script?.title ?? 'Script'}</h2>
        <p className="mt-0.5 text-[13px] text-ink-2">{jobTitle(job)}</p>
      </div>
      <JobProgress job={job} />
      <JobOutcome job={job} />
      <section aria-labelledby="asked">
        <h3 id="asked" className="section-title mb-1.5">
          What was asked
        </h3>
        <p className="border-l-2 border-line-2 pl-3 font-script text-[13px] leading-relaxed whitespace-pre-wrap text-ink-2 wrap-anywhere">
          {jobPrompt(job)}
        </p>
      </section>
      <JobFacts job={job} />
    </div>
  );
}
