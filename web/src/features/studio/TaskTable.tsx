// What comes round by the clock: when it was done, how it went, when it comes again.
import type { MaintenanceTask } from '../../api/client';
import { exact, plural, stretch, words } from '../../lib/format';
import { useNow, When } from '../../ui/When';
import { DataTable } from '../results/DataTable';

export const TaskTable = ({ tasks }: { tasks: readonly MaintenanceTask[] }) => (
  <DataTable
    label="Scheduled work"
    rows={tasks}
    columns={[
      { title: 'Task', names: true, cell: ({ task }) => words(task) },
      {
        title: 'Every',
        cell: ({ every_s }) => <span className="whitespace-nowrap">{stretch(every_s * 1000)}</span>,
      },
      {
        title: 'Last run',
        cell: ({ last_run_at }) =>
          last_run_at ? <When at={last_run_at} className="whitespace-nowrap" /> : 'Never yet',
      },
      { title: 'Outcome', cell: (task) => <Outcome task={task} /> },
      { title: 'Next run', cell: ({ next_run_at }) => <Next at={next_run_at} /> },
    ]}
  />
);

function Outcome({ task }: { task: MaintenanceTask }) {
  if (!task.last_outcome) return null;
  if (task.last_outcome === 'failed')
    return <span className="text-bad">Failed{task.error && `: ${task.error}`}</span>;
  const removed = task.last_removed ? `, ${plural(task.last_removed, 'thing')} removed` : '';
  return (
    <>
      <span className="text-ok">Done</span>
      {removed}
      {task.took_ms !== null && task.took_ms !== undefined && `, took ${stretch(task.took_ms)}`}
    </>
  );
}

function Next({ at }: { at: string }) {
  const ahead = Date.parse(at) - useNow(1000);
  return (
    <time dateTime={at} title={exact(at)} className="whitespace-nowrap">
      {ahead > 0 ? `in ${stretch(ahead)}` : 'due'}
    </time>
  );
}
