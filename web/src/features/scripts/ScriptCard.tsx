// A script at a glance: what it is, how far it is, and whether it is being written right now.
import { Link } from '@tanstack/react-router';
import type { Job, Script } from '../../api/client';
import { plural, words } from '../../lib/format';
import { Bar } from '../../ui/Bar';
import { When } from '../../ui/When';
import { useJobView } from '../jobs/useJobView';

export const ScriptCard = ({ script, job }: { script: Script; job: Job | undefined }) => (
  <Link
    to="/scripts/$scriptId"
    params={{ scriptId: script.id }}
    className="group relative flex min-h-[168px] w-full flex-col overflow-hidden rounded-[3px] border border-line bg-panel p-4 transition-colors hover:border-line-2 hover:bg-[#1d1d1d]"
  >
    <div className="flex items-baseline gap-3">
      <h2 className="wide min-w-0 flex-1 text-[16px] leading-snug wrap-anywhere group-hover:text-tungsten-hi">
        {script.title}
      </h2>
      {script.archived && <span className="tag">Archived</span>}
    </div>
    <p className="slate mt-1 text-[12.5px] text-dim">
      {[words(script.format), words(script.genre), words(script.tone)].join(' · ')}
    </p>
    <p className="mt-2.5 line-clamp-3 text-[13px] leading-relaxed text-ink-2 wrap-anywhere">
      {script.logline}
    </p>
    <div className="mt-auto flex items-center gap-3 pt-4 text-[12px] text-dim">
      {script.version_count > 0 ? (
        <span>
          {plural(script.version_count, 'version')}, {plural(script.scene_count, 'scene')}
        </span>
      ) : (
        <span>Not written yet</span>
      )}
      <When at={script.updated_at} className="ml-auto" />
    </div>
    {job && <Writing job={job} />}
  </Link>
);

function Writing({ job }: { job: Job }) {
  const view = useJobView(job);
  return (
    <div className="absolute inset-x-0 bottom-0">
      <Bar value={view.fraction} label={`Writing: ${view.said}`} />
    </div>
  );
}
