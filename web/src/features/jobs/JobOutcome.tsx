// What came of a job: the version it wrote, or why there is none.
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import type { Job } from '../../api/client';
import { sentence } from '../../api/problem';
import { isActive } from './state';

export function JobOutcome({ job }: { job: Job }) {
  if (job.state === 'failed' || (job.error && isActive(job.state)))
    return (
      <p className="rounded-[3px] border border-bad/50 bg-bad-low p-3 text-[13px] text-bad-ink wrap-anywhere">
        {isActive(job.state) && 'The try before this one failed. '}
        {sentence(job.error?.message ?? 'The job failed')}
      </p>
    );
  if (!job.script_id) return null;
  if (job.kind !== 'generate_script')
    return (
      <Link to="/jobs/$jobId" params={{ jobId: job.id }} className="btn self-start">
        {job.kind === 'produce' ? 'Open the production' : 'Read what it made'}{' '}
        <ArrowRight size={14} aria-hidden />
      </Link>
    );
  if (job.result)
    return (
      <Link
        to="/scripts/$scriptId/versions/$number"
        params={{ scriptId: job.script_id, number: String(job.result.version_number) }}
        className="btn btn-go self-start"
      >
        Read version {job.result.version_number} <ArrowRight size={14} aria-hidden />
      </Link>
    );
  if (isActive(job.state))
    return (
      <Link
        to="/scripts/$scriptId"
        params={{ scriptId: job.script_id }}
        search={{ job: job.id }}
        className="btn self-start"
      >
        Watch it being written <ArrowRight size={14} aria-hidden />
      </Link>
    );
  return null;
}
