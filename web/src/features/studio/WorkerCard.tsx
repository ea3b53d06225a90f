// One worker: whether it lives, what it can, what it has.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Cpu } from 'lucide-react';
import type { WorkerSeen } from '../../api/client';
import { plural } from '../../lib/format';
import { Facts } from '../../ui/Facts';
import { When } from '../../ui/When';
import { jobQuery } from '../jobs/queries';
import { jobTitle } from '../jobs/state';

const SAID = {
  alive: ['Alive', 'bg-ok'],
  draining: ['Finishing', 'bg-tungsten'],
  silent: ['Silent', 'bg-bad'],
} as const;

const standing = ({ alive, draining }: WorkerSeen) => (alive ? (draining ? 'draining' : 'alive') : 'silent');

export function WorkerCard({ worker }: { worker: WorkerSeen }) {
  const [said, tone] = SAID[standing(worker)];
  return (
    <li
      data-worker={standing(worker)}
      className="flex flex-col gap-3 rounded-[3px] border border-line bg-panel p-4"
    >
      <div className="flex items-center gap-2.5">
        <Cpu size={15} aria-hidden className="shrink-0 text-dim" />
        <h2 className="min-w-0 flex-1 truncate text-[14px] font-semibold" title={worker.name}>
          {worker.name}
        </h2>
        <span className="flex items-center gap-1.5 text-[12.5px] text-ink-2">
          <span aria-hidden className={`size-[7px] rounded-full ${tone}`} />
          {said}
        </span>
      </div>
      <Facts
        facts={[
          ['Device', worker.device],
          ['Engines', worker.engines.join(', ') || 'none'],
          ['Slots', `${worker.jobs.length} of ${worker.slots} in use`],
          ['Last heartbeat', <When key="beat" at={worker.heartbeat_at} />],
          ['Started', <When key="start" at={worker.started_at} />],
          ['Version', worker.version],
        ]}
      />
      {worker.jobs.length > 0 && (
        <ul aria-label={`${plural(worker.jobs.length, 'job')} of ${worker.name}`} className="flex flex-col">
          {worker.jobs.map((id) => (
            <li key={id}>
              <JobLink id={id} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Somebody else's job is not for one's eyes, whoever runs the studio. */
function JobLink({ id }: { id: string }) {
  const job = useQuery({ ...jobQuery(id), retry: false }).data;
  if (!job) return <span className="block truncate py-1 text-[12.5px] text-dim">Job {id.slice(0, 8)}</span>;
  return (
    <Link to="/jobs/$jobId" params={{ jobId: id }} className="link block truncate py-1 text-[13px]">
      {jobTitle(job)}
    </Link>
  );
}
