// Every version of the script, newest first, and what is being written now above them.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { joined } from '../../api/pages';
import { plural } from '../../lib/format';
import { More } from '../../ui/More';
import { ImportVersion } from '../imports/ImportVersion';
import { draftsQuery } from '../jobs/queries';
import { isActive } from '../jobs/state';
import { versionsQuery } from './queries';
import { VersionLink } from './VersionLink';
import { WritingLink } from './WritingLink';

export function VersionRail({ scriptId, open }: { scriptId: string; open: number | undefined }) {
  const query = useInfiniteQuery(versionsQuery(scriptId));
  const jobs = useQuery(draftsQuery(scriptId)).data?.items ?? [];
  const versions = joined(query.data);
  const newest = versions[0]?.number;
  return (
    <nav
      aria-label="Versions"
      className="flex min-h-0 border-line bg-panel max-lg:items-center max-lg:gap-2 max-lg:overflow-x-auto max-lg:border-b max-lg:px-3 lg:flex-col lg:border-r"
    >
      <div className="flex items-baseline justify-between px-4 pt-3.5 pb-2 max-lg:hidden">
        <h2 className="section-title">Versions</h2>
        <span className="text-[12px] text-dim">
          {versions.length > 0 && plural(versions.length, 'draft')}
        </span>
      </div>
      <ul className="min-h-0 max-lg:flex lg:flex-1 lg:overflow-auto lg:border-t lg:border-line">
        {jobs
          .filter((job) => isActive(job.state))
          .map((job) => (
            <li key={job.id} className="max-lg:shrink-0">
              <WritingLink job={job} scriptId={scriptId} />
            </li>
          ))}
        {versions.map((version) => (
          <li key={version.id} className="max-lg:shrink-0">
            <VersionLink
              version={version}
              isNewest={version.number === newest}
              isOpen={version.number === open}
            />
          </li>
        ))}
        {query.hasNextPage && (
          <li>
            <More query={query} />
          </li>
        )}
      </ul>
      <div className="flex gap-2 border-line p-3 max-lg:px-0 lg:flex-col lg:border-t">
        <Link
          to="/scripts/$scriptId/write"
          params={{ scriptId }}
          search={newest ? { from: open ?? newest } : {}}
          className="btn w-full"
        >
          <PenLine size={13} aria-hidden /> Write by hand
        </Link>
        <ImportVersion scriptId={scriptId} head={newest} />
      </div>
    </nav>
  );
}
