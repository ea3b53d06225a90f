// Phase, step, fraction, time left, and the way to stop it.
import type { Job } from '../../api/client';
import { percent, startsIn, timeLeft } from '../../lib/format';
import { Bar } from '../../ui/Bar';
import { JobActions } from './JobActions';
import { StateMark } from './StateMark';
import { isActive, isWaiting, phaseWord } from './state';
import { useJobView } from './useJobView';

export function JobProgress({ job }: { job: Job }) {
  const view = useJobView(job);
  const running = view.state === 'running' && !view.cancelling && !view.paused;
  return (
    <section aria-label="Progress" className="flex flex-col gap-2.5">
      <div className="flex min-h-[34px] flex-wrap items-center gap-2 text-[13.5px]">
        <StateMark state={view.state} paused={view.paused} />
        <span role="status" className="font-semibold">
          {running && view.phase ? phaseWord(view.phase) : view.word}
          {view.attempt > 1 && `, try ${view.attempt}`}
        </span>
        <span className="ml-auto flex flex-wrap items-center justify-end gap-2">
          {running && <span className="mr-1 text-[13px] text-ink-2">{percent(view.fraction)}</span>}
          <JobActions job={job} view={view} />
        </span>
      </div>
      {isActive(view.state) && (
        <>
          <Bar value={view.fraction} label={`Progress: ${view.said}`} className="h-[4px]" />
          <p className="flex min-h-[18px] justify-between gap-3 text-[12.5px] text-ink-2">
            <span>{running && view.totalSteps > 0 && `Step ${view.step} of ${view.totalSteps}`}</span>
            <span className="shrink-0 text-dim">
              {running ? timeLeft(view.etaS) : isWaiting(view.state) && startsIn(view.etaS)}
            </span>
          </p>
          {view.message && !view.paused && (
            <p className="-mt-1.5 line-clamp-2 text-[12.5px] text-dim wrap-anywhere">{view.message}</p>
          )}
        </>
      )}
    </section>
  );
}
