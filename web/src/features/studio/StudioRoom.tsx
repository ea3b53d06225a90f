// The machines that work for this studio, and what it does by the clock.
import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { sessionQuery } from '../session/queries';
import { useTitle } from '../shell/useTitle';
import { maintenanceQuery, workersQuery } from './queries';
import { TaskTable } from './TaskTable';
import { WorkerCard } from './WorkerCard';

export function StudioRoom() {
  useTitle('Workers');
  const account = useQuery(sessionQuery).data;
  if (account?.role !== 'admin')
    return (
      <Empty level={1} title="Only for whoever runs this studio">
        The machines and the housekeeping are shown to its administrators.
      </Empty>
    );
  return <Room />;
}

function Room() {
  const workers = useQuery(workersQuery);
  const tasks = useQuery(maintenanceQuery);
  return (
    <div className="mx-auto flex w-full max-w-[1080px] flex-col gap-10 px-4 py-6 md:px-8">
      <section aria-labelledby="workers-title" className="flex flex-col gap-4">
        <div>
          <h1 id="workers-title" className="room-title">
            Workers
          </h1>
          <p className="hint mt-1">
            Each takes as many jobs at a time as it has slots. One that is silent for three heartbeats is
            taken for dead, and another takes over its jobs.
          </p>
        </div>
        <Load query={workers}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No worker has ever reported">
                Nothing is made until one does. Start one with “spool work”, or the whole studio with “spool
                up”.
              </Empty>
            ) : (
              <ul className="grid gap-3 md:grid-cols-2">
                {items.map((worker) => (
                  <WorkerCard key={worker.name} worker={worker} />
                ))}
              </ul>
            )
          }
        </Load>
      </section>
      <section aria-labelledby="tasks-title" className="flex flex-col gap-4">
        <div>
          <h2 id="tasks-title" className="room-title">
            Scheduled work
          </h2>
          <p className="hint mt-1">
            Done by the clock, once for the whole studio, by whichever worker comes first.
          </p>
        </div>
        <Load query={tasks}>{({ items }) => <TaskTable tasks={items} />}</Load>
      </section>
    </div>
  );
}
