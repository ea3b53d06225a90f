// The script as it stands: the job being watched if there is one, else the newest version, else the first question.
import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation, useParams, useSearch } from '@tanstack/react-router';
import { Load } from '../../ui/Load';
import { draftsQuery, jobQuery } from '../jobs/queries';
import { isActive } from '../jobs/state';
import { scriptQuery } from '../scripts/queries';
import { BlankDraft } from './BlankDraft';
import { LiveDraft } from './LiveDraft';

export function Draft() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const { job: watched } = useSearch({ from: '/app/scripts/$scriptId/' });
  const script = useQuery(scriptQuery(scriptId));
  const jobs = useQuery(draftsQuery(scriptId));
  const active = jobs.data?.items.find((job) => isActive(job.state))?.id;
  const id = watched ?? active;
  if (id) return <Watched key={id} scriptId={scriptId} jobId={id} />;
  return (
    <Load query={script}>
      {({ head }) =>
        // Until the jobs are known there may still be one to watch.
        jobs.isPending ? null : head ? (
          <Onward scriptId={scriptId} number={head} />
        ) : (
          <BlankDraft scriptId={scriptId} />
        )
      }
    </Load>
  );
}

/** Stays with the job to its end, then moves on to the version it wrote. */
function Watched({ scriptId, jobId }: { scriptId: string; jobId: string }) {
  const query = useQuery(jobQuery(jobId));
  const number = query.data?.result?.version_number;
  if (number) return <Onward scriptId={scriptId} number={number} fresh />;
  return <Load query={query}>{(job) => <LiveDraft scriptId={scriptId} job={job} />}</Load>;
}

/** On to a version, unless one has already turned to another room while this one was still loading. */
function Onward({ scriptId, number, fresh }: { scriptId: string; number: number; fresh?: true }) {
  const staying = useLocation({ select: (to) => to.pathname.replace(/\/$/, '').endsWith(scriptId) });
  if (!staying) return null;
  return (
    <Navigate
      to="/scripts/$scriptId/versions/$number"
      params={{ scriptId, number: String(number) }}
      search={fresh ? { fresh } : {}}
      replace
    />
  );
}
