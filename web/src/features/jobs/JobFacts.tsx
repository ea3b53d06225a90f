import type { Job } from '../../api/client';
import { exact, took } from '../../lib/format';
import { Facts } from '../../ui/Facts';

export const JobFacts = ({ job }: { job: Job }) => (
  <Facts
    facts={[
      ['Asked for', exact(job.requested_at)],
      ['Began', job.started_at && exact(job.started_at)],
      ['Ended', job.ended_at && exact(job.ended_at)],
      ['Took', job.started_at && job.ended_at && took(job.started_at, job.ended_at)],
      ['Tries', job.attempt > 0 && `${job.attempt} of ${job.max_attempts}`],
      ['Job', job.id],
    ]}
  />
);
