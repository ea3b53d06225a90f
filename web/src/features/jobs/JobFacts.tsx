import type { Job } from '../../api/client';
import { exact, price, took } from '../../lib/format';
import { Facts } from '../../ui/Facts';

export const JobFacts = ({ job }: { job: Job }) => (
  <Facts
    facts={[
      ['Asked for', exact(job.requested_at)],
      ['Began', job.started_at && exact(job.started_at)],
      ['Ended', job.ended_at && exact(job.ended_at)],
      ['Took', job.started_at && job.ended_at && took(job.started_at, job.ended_at)],
      ['Tries', job.attempt > 0 && `${job.attempt} of ${job.max_attempts}`],
      ['Expected to cost', price(job.estimate)],
      ['Cost', (job.cost.compute_ms > 0 || job.cost.usd_micros > 0) && price(job.cost)],
      ['Job', job.id],
    ]}
  />
);
