// The jobs in the order that matters: what runs, what waits in the order it will be taken, what is over.
import { useLayoutEffect, useRef } from 'react';
import type { Job } from '../../api/client';
import { JobRow } from './JobRow';
import { inLine, type Move } from './line';
import { MoveButtons } from './MoveButtons';
import { isActive, isWaiting, jobTitle } from './state';
import { useMove } from './useMove';

interface Props {
  jobs: readonly Job[];
  open: string | undefined;
}

export function JobGroups({ jobs, open }: Props) {
  const line = inLine(jobs.filter((job) => isWaiting(job.state)));
  const groups = [
    { title: 'Running', rows: jobs.filter((job) => job.state === 'running') },
    { title: 'Waiting, in this order', rows: line },
    { title: 'Over', rows: jobs.filter((job) => !isActive(job.state)) },
  ].filter(({ rows }) => rows.length > 0);
  const { box, move } = useMoveAndFollow(line);
  return (
    <div ref={box}>
      {groups.map(({ title, rows }) => (
        <section key={title} aria-label={title}>
          {groups.length > 1 && (
            <h2 className="border-b border-line bg-panel px-4 py-1.5 text-[12px] text-dim">{title}</h2>
          )}
          <ul>
            {rows.map((job, at) => (
              <JobRow
                key={job.id}
                job={job}
                open={job.id === open}
                moves={
                  rows === line &&
                  line.length > 1 && (
                    <MoveButtons
                      name={jobTitle(job).toLowerCase()}
                      isFirst={at === 0}
                      isLast={at === line.length - 1}
                      onMove={(how) => move(job, how)}
                    />
                  )
                }
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** A row that moves takes the focus out of the page with it: it is given back to the same button. */
function useMoveAndFollow(line: readonly Job[]) {
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ id: string; move: Move } | undefined>(undefined);
  const { mutate } = useMove();
  const order = line.map((job) => job.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the order has changed
  useLayoutEffect(() => {
    const last = pressed.current;
    if (!last) return;
    pressed.current = undefined;
    const row = box.current?.querySelector(`[data-job="${CSS.escape(last.id)}"]`);
    const usable = (button: Element | null | undefined) => button && !button.hasAttribute('disabled');
    const same = row?.querySelector(`[data-move=${last.move}]`);
    const other = row?.querySelector('[data-move]:not([disabled])');
    const next = usable(same) ? same : other;
    if (next instanceof HTMLElement) next.focus();
  }, [order]);
  const move = (job: Job, how: Move) => {
    pressed.current = { id: job.id, move: how };
    mutate({ line, id: job.id, move: how, name: jobTitle(job) });
  };
  return { box, move };
}
