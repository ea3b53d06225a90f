import { describe, expect, test } from 'vitest';
import { inLine, LEAST, MOST, moved, priorities, type Waiting } from '../../src/features/jobs/line';

const line = (...all: number[]): Waiting[] =>
  all.map((priority, at) => ({ id: String.fromCharCode(97 + at), priority }));
const ids = (jobs: readonly Waiting[]) => jobs.map(({ id }) => id).join('');

/** The line as the server will see it: highest first, and among equals as they stood. */
function serverLine(before: Waiting[], changes: readonly Waiting[]): string {
  const next = new Map(changes.map(({ id, priority }) => [id, priority]));
  const all = before.map((job, at) => ({ ...job, priority: next.get(job.id) ?? job.priority, at }));
  return ids(all.sort((a, b) => b.priority - a.priority || a.at - b.at));
}

describe('a move changes as few priorities as will do', () => {
  test('first: one above all', () =>
    expect(priorities(line(0, 0, 0), 'c', 'first')).toEqual([{ id: 'c', priority: 1 }]));
  test('sooner: past the one before', () => {
    const before = line(0, 0, 0);
    const changes = priorities(before, 'c', 'sooner') ?? [];
    expect(changes).toHaveLength(1);
    expect(serverLine(before, changes)).toBe('acb');
  });
  test('later: behind the next', () => {
    const before = line(5, 0, 0);
    expect(serverLine(before, priorities(before, 'a', 'later') ?? [])).toBe('bac');
  });
  test('at the end of the way nothing changes', () => {
    expect(priorities(line(0, 0), 'a', 'first')).toEqual([]);
    expect(priorities(line(0, 0), 'a', 'sooner')).toEqual([]);
    expect(priorities(line(0, 0), 'b', 'later')).toEqual([]);
    expect(priorities(line(0, 0), 'z', 'first')).toEqual([]);
  });
});

test('any move of any job in any line ends where it should, within the limits', () => {
  const lines = [line(0, 0, 0, 0), line(3, 2, 1), line(100, 100, 0), line(0, -100, -100), line(100, 0, -100)];
  for (const before of lines)
    for (const { id } of before)
      for (const move of ['first', 'sooner', 'later'] as const) {
        const changes = priorities(before, id, move);
        expect(changes, `${ids(before)} ${id} ${move}`).toBeDefined();
        for (const { priority } of changes ?? []) {
          expect(priority).toBeLessThanOrEqual(MOST);
          expect(priority).toBeGreaterThanOrEqual(LEAST);
        }
        expect(serverLine(before, changes ?? [])).toBe(ids(moved(before, id, move)));
      }
});

test('the line is as it will be taken: priority, then place, then age', () => {
  const job = (id: string, priority: number, position: number | null, requested_at: string) => ({
    id,
    priority,
    queue: position === null ? null : { position, eta_s: null },
    requested_at,
  });
  const jobs = [
    job('a', 0, 3, '2026-01-01'),
    job('b', 0, 1, '2026-01-02'),
    job('c', 9, null, '2026-01-03'),
    job('d', 0, null, '2026-01-04'),
  ];
  expect(inLine(jobs).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd']);
});
