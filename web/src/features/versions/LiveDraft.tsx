// A draft while it is being written: the words as they come, and beside them how far it is.
import { useEffect } from 'react';
import type { Job } from '../../api/client';
import { useLiveJob } from '../../stream/connection';
import { liveJobs } from '../../stream/live-jobs';
import { JobOutcome } from '../jobs/JobOutcome';
import { JobProgress } from '../jobs/JobProgress';
import { isActive, jobPrompt, jobTitle } from '../jobs/state';
import { DraftFrame } from './DraftFrame';
import { LivePage } from './LivePage';

export function LiveDraft({ scriptId, job }: { scriptId: string; job: Job }) {
  const live = useLiveJob(job.id);
  const sofar = job.progress?.text;
  useEffect(() => {
    if (sofar) liveJobs.seed(job.id, job.attempt, sofar);
  }, [job.id, job.attempt, sofar]);
  const writing = isActive(job.state) && !live?.over;
  return (
    <DraftFrame
      scriptId={scriptId}
      open={undefined}
      label="The draft being written"
      page={
        <>
          <h2 className="sr-only">The draft being written</h2>
          <LivePage text={live?.text ?? ''} writing={writing} state={job.state} />
        </>
      }
      pinned
      side={
        <div className="flex flex-col gap-5 p-4 max-lg:py-3">
          <h2 className="section-title max-lg:sr-only">{jobTitle(job)}</h2>
          <JobProgress job={job} />
          {!isActive(job.state) && <JobOutcome job={job} />}
          <section aria-labelledby="asked" className="max-lg:hidden">
            <h3 id="asked" className="label mb-1.5">
              What was asked
            </h3>
            <p className="border-l-2 border-line-2 pl-3 font-script text-[13px] leading-relaxed whitespace-pre-wrap text-ink-2 wrap-anywhere">
              {jobPrompt(job)}
            </p>
          </section>
        </div>
      }
    />
  );
}
