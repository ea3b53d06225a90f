// Cancel while it runs, retry once it did not work out.
import { Ban, RotateCcw } from 'lucide-react';
import type { Job, JobState } from '../../api/client';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { toastError } from '../../ui/toasts';
import { useCancelJob, useRetryJob } from './queries';
import { canCancel, canRetry, jobTitle } from './state';

interface Props {
  job: Job;
  state: JobState;
  /** Only pictures, for a row. */
  small?: boolean;
}

export function JobActions({ job, state, small }: Props) {
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const stop = () => cancel.mutate(job.id, { onError: toastError });
  const again = () => retry.mutate(job.id, { onError: toastError });
  const name = jobTitle(job).toLowerCase();
  if (canCancel(state))
    return small ? (
      <IconButton label={`Cancel ${name}`} isPending={cancel.isPending} onPress={stop}>
        <Ban size={14} />
      </IconButton>
    ) : (
      <Button tone="bad" isPending={cancel.isPending} onPress={stop}>
        <Ban size={13} aria-hidden /> Cancel
      </Button>
    );
  if (canRetry(state))
    return small ? (
      <IconButton label={`Retry ${name}`} isPending={retry.isPending} onPress={again}>
        <RotateCcw size={14} />
      </IconButton>
    ) : (
      <Button tone="go" isPending={retry.isPending} onPress={again}>
        <RotateCcw size={13} aria-hidden /> Try again
      </Button>
    );
  return null;
}
