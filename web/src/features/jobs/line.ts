// Who comes before whom among one's own waiting jobs. The server takes the highest priority first and, among equals,
// whoever has waited longest; so an order is changed by changing priorities, as few of them as will do.
import type { Job } from '../../api/client';

export const MOST = 100;
export const LEAST = -100;

export type Move = 'first' | 'sooner' | 'later';

export interface Waiting {
  id: string;
  priority: number;
}

type Placed = Pick<Job, 'id' | 'priority' | 'queue' | 'requested_at'>;

/** As they will be taken. */
export function inLine<T extends Placed>(jobs: readonly T[]): T[] {
  const place = (job: T) => job.queue?.position ?? Number.MAX_SAFE_INTEGER;
  return [...jobs].sort(
    (a, b) =>
      b.priority - a.priority ||
      place(a) - place(b) ||
      a.requested_at.localeCompare(b.requested_at) ||
      a.id.localeCompare(b.id),
  );
}

/** The line after a move; the same line when there is nowhere to go. */
export function moved<T extends Waiting>(line: readonly T[], id: string, move: Move): readonly T[] {
  const from = line.findIndex((job) => job.id === id);
  const to = move === 'first' ? 0 : move === 'sooner' ? from - 1 : from + 1;
  const job = line[from];
  if (!job || to < 0 || to >= line.length || to === from) return line;
  const rest = line.filter((other) => other !== job);
  return [...rest.slice(0, to), job, ...rest.slice(to)];
}

/**
 * The fewest new priorities that bring a move about, from the front of the line to its back; none when nothing moves,
 * `undefined` when priorities do not reach.
 */
export function priorities(line: readonly Waiting[], id: string, move: Move): Waiting[] | undefined {
  const wanted = moved(line, id, move);
  if (wanted === line) return [];
  const place = new Map(line.map((job, at) => [job.id, at]));
  /** Equal priorities are enough only where they are equal now: how equals stand otherwise, the server knows. */
  const step: Step = (sooner, later) =>
    sooner.priority === later.priority && (place.get(sooner.id) ?? 0) < (place.get(later.id) ?? 0) ? 0 : 1;
  const up = raised(wanted, step);
  const down = lowered(wanted, step);
  const squeezed = lowered(wanted, step, up);
  return [up, down, squeezed]
    .filter((plan) => plan.every((priority) => priority >= LEAST && priority <= MOST))
    .map((plan) =>
      wanted
        .map(({ id: job }, at) => ({ id: job, priority: plan[at] ?? 0 }))
        .filter(({ priority }, at) => priority !== wanted[at]?.priority),
    )
    .sort((a, b) => a.length - b.length)[0];
}

type Step = (sooner: Waiting, later: Waiting) => number;

/** From the back forward: each at least as high as what it comes before. */
function raised(line: readonly Waiting[], step: Step): number[] {
  const out = line.map((job) => job.priority);
  for (let at = line.length - 2; at >= 0; at -= 1) {
    const [job, next] = [line[at], line[at + 1]];
    if (job && next) out[at] = Math.max(job.priority, (out[at + 1] ?? 0) + step(job, next));
  }
  return out;
}

/** From the front back: each at most as high as what it comes after. */
function lowered(line: readonly Waiting[], step: Step, from = line.map((job) => job.priority)): number[] {
  const out = from.map((priority) => Math.min(priority, MOST));
  for (let at = 1; at < line.length; at += 1) {
    const [before, job] = [line[at - 1], line[at]];
    if (before && job) out[at] = Math.min(out[at] ?? 0, (out[at - 1] ?? 0) - step(before, job));
  }
  return out;
}
