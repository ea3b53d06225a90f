// Phase, step, fraction, time left, and the way to stop it.
import type { Job } from '../../api/client';
import { percent, timeLeft } from '../../lib/format';
import { Bar } from '../../ui/Bar';
import { JobActions } from './JobActions';
import { StateMark } from './StateMark';
import { isActive, phaseWord, stateWord } from './state';
import { useJobView } from './useJobView';

export function JobProgress({ job }: { job: Job }) {
  const view = useJobView(job);
  const running = view.state === 'running';
  return (
    <section aria-label="Progress" className="flex flex-col gap-2.5">
      <div className="flex min-h-[34px] items-center gap-2 text-[13.5px]">
        <StateMark state={view.state} />
        <span role="status" className="font-semibold">
          {running && view.phase ? phaseWord(view.phase) : stateWord(view.state)}
          {view.attempt > 1 && `, try ${view.attempt}`}
        </span>
        <span className="ml-auto flex items-center gap-3">
          {running && <span className="text-[13px] text-ink-2">{percent(view.fraction)}</span>}
          <JobActions job={job} state={view.state} />
        </span>
      </div>
      {isActive(view.state) && (
        <>
          <Bar value={view.fraction} label={`Progress: ${view.said}`} className="h-[4px]" />
          <p className="flex min-h-[18px] justify-between gap-3 text-[12.5px] text-ink-2">
            <span>{running && view.totalSteps > 0 && `Step ${view.step} of ${view.totalSteps}`}</span>
            <span className="shrink-0 text-dim">{timeLeft(view.etaS)}</span>
          </p>
          {view.message && (
            <p className="-mt-1.5 line-clamp-2 text-[12.5px] text-dim wrap-anywhere">{view.message}</p>
          )}
        </>
      )}
    </section>
  );
}
