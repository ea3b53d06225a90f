// What can be asked of a job: hold it or let it go on, cancel it while it is not over, try again what did not work out.
import { Ban, Pause, Play, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job } from '../../api/client';
import { Button, type ButtonProps } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { toastError } from '../../ui/toasts';
import { useCancelJob, usePauseJob, useResumeJob, useRetryJob } from './queries';
import { canCancel, canRetry, jobTitle } from './state';
import type { JobView } from './useJobView';

interface Props {
  job: Job;
  view: Pick<JobView, 'state' | 'paused' | 'cancelling' | 'totals'>;
  /** Only pictures, for a row. */
  small?: boolean;
}

export function JobActions({ job, view, small }: Props) {
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const pause = usePauseJob();
  const resume = useResumeJob();
  const act = (ask: typeof cancel, key: string, icon: ReactNode, label: string, tone: Tone = 'plain') => (
    <Act
      key={key}
      small={small ?? false}
      name={jobTitle(job).toLowerCase()}
      isPending={ask.isPending}
      onPress={() => ask.mutate(job.id, { onError: toastError })}
      {...{ icon, label, tone }}
    />
  );
  const lost = view.totals ? view.totals.failed + view.totals.blocked + view.totals.cancelled : 0;
  // What was blocked goes with what blocked it.
  const again = view.totals?.failed
    ? `Retry ${view.totals.failed} failed`
    : view.totals?.cancelled
      ? `Retry ${view.totals.cancelled} cancelled`
      : 'Try again';
  return (
    <>
      {canCancel(view.state) && !view.cancelling && (
        <>
          {view.paused
            ? act(resume, 'hold', <Play size={13} aria-hidden />, 'Resume', 'go')
            : act(pause, 'hold', <Pause size={13} aria-hidden />, 'Pause')}
          {act(cancel, 'cancel', <Ban size={13} aria-hidden />, 'Cancel', 'bad')}
        </>
      )}
      {(canRetry(view.state) || (view.state === 'running' && lost > 0 && !view.cancelling)) &&
        act(retry, 'retry', <RotateCcw size={13} aria-hidden />, small ? 'Retry' : again, 'go')}
    </>
  );
}

type Tone = NonNullable<ButtonProps['tone']>;

interface ActProps {
  small: boolean;
  name: string;
  label: string;
  icon: ReactNode;
  tone: Tone;
  isPending: boolean;
  onPress: () => void;
}

const Act = ({ small, name, label, icon, tone, ...props }: ActProps) =>
  small ? (
    <IconButton label={`${label} ${name}`} {...props}>
      {icon}
    </IconButton>
  ) : (
    <Button tone={tone} {...props}>
      {icon} {label}
    </Button>
  );
