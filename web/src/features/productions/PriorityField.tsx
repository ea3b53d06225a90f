// Sooner or later than one's other jobs. A production hands its own on to its nodes.
import type { Job } from '../../api/client';
import { SelectField } from '../../ui/SelectField';
import { toastError } from '../../ui/toasts';
import { usePrioritise } from '../jobs/queries';

const LEVELS: readonly [priority: number, label: string][] = [
  [50, 'Before all others'],
  [10, 'Sooner'],
  [0, 'In its turn'],
  [-10, 'Later'],
  [-50, 'After all others'],
];

export function priorityChoices(now: number) {
  const known = LEVELS.some(([priority]) => priority === now);
  const levels = known
    ? LEVELS
    : [...LEVELS, [now, now > 0 ? 'Sooner, as moved' : 'Later, as moved'] as const];
  return [...levels].sort(([a], [b]) => b - a).map(([priority, label]) => ({ id: String(priority), label }));
}

export function PriorityField({ job }: { job: Job }) {
  const set = usePrioritise();
  return (
    <SelectField
      label="Turn"
      className="w-40 [&>.label]:sr-only"
      choices={priorityChoices(job.priority)}
      value={String(job.priority)}
      isDisabled={set.isPending}
      onChange={(id) => set.mutate({ id: job.id, priority: Number(id) }, { onError: toastError })}
    />
  );
}
