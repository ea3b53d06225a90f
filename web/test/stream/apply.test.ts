import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { keys } from '../../src/api/keys';
import { Positions } from '../../src/api/positions';
import { makeApplier } from '../../src/stream/apply';
import { LiveJobs } from '../../src/stream/live-jobs';
import { type LogEvent, touches } from '../../src/stream/touches';

const event = (type: string, over: Partial<LogEvent> = {}): LogEvent => ({
  position: 12,
  type,
  aggregate: type.split('.')[0] ?? '',
  aggregate_id: 'a1',
  sequence: 1,
  at: '2026-01-01T00:00:00Z',
  data: {},
  ...over,
});
const message = (e: LogEvent) => ({ type: e.type, data: e, id: String(e.position) });

function setup() {
  const client = new QueryClient();
  const live = new LiveJobs((flush) => flush());
  const positions = new Positions();
  return { client, live, positions, applier: makeApplier(client, live, positions) };
}
const stale = (client: QueryClient, key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;

test('a version makes its script’s versions, detail, list and history old, and nothing else', async () => {
  vi.useFakeTimers();
  const { client, applier, positions } = setup();
  for (const key of [
    keys.versions('s1'),
    keys.scriptDetail('s1'),
    keys.scriptList({}),
    keys.history('s1'),
    keys.jobs,
  ])
    client.setQueryData(key, {});
  client.setQueryData(keys.scriptDetail('s2'), {});
  applier.message(message(event('version.drafted', { script_id: 's1' })));
  await vi.advanceTimersByTimeAsync(200);
  expect(stale(client, keys.versions('s1'))).toBe(true);
  expect(stale(client, keys.scriptDetail('s1'))).toBe(true);
  expect(stale(client, keys.scriptList({}))).toBe(true);
  expect(stale(client, keys.history('s1'))).toBe(true);
  expect(stale(client, keys.scriptDetail('s2'))).toBe(false);
  expect(stale(client, keys.jobs)).toBe(false);
  expect(positions.stream).toBe(12);
});

test('a burst is refetched once', async () => {
  vi.useFakeTimers();
  const { client, applier } = setup();
  const invalidate = vi.spyOn(client, 'invalidateQueries');
  for (let i = 0; i < 40; i += 1)
    applier.message(message(event('scene.added', { position: i, script_id: 's1' })));
  await vi.advanceTimersByTimeAsync(200);
  expect(invalidate).toHaveBeenCalledTimes(touches(event('scene.added', { script_id: 's1' })).length);
});

test('a snapshot newer than what was read before makes all of it old; an equal one does not', () => {
  const behind = setup();
  behind.client.setQueryData(keys.scriptList({}), {});
  behind.positions.noteRead(3);
  behind.applier.message({ type: 'snapshot', data: { position: 5, resource: {} }, id: '5' });
  expect(stale(behind.client, keys.scriptList({}))).toBe(true);

  const level = setup();
  level.client.setQueryData(keys.scriptList({}), {});
  level.positions.noteRead(5);
  level.applier.message({ type: 'snapshot', data: { position: 5, resource: {} }, id: '5' });
  expect(stale(level.client, keys.scriptList({}))).toBe(false);
});

test('ticks and words go to the live jobs and leave the cache alone', () => {
  const { client, applier, live } = setup();
  const invalidate = vi.spyOn(client, 'invalidateQueries');
  applier.message({
    type: 'token',
    id: undefined,
    data: { job_id: 'j', attempt: 1, offset: 0, text: 'FADE IN:' },
  });
  expect(live.get('j')?.text).toBe('FADE IN:');
  applier.message(message(event('job.completed', { aggregate_id: 'j' })));
  expect(live.get('j')?.over).toBe(true);
  expect(invalidate).not.toHaveBeenCalled();
});

test('what a production says all the time is read twice a second, and the last word is not lost', async () => {
  vi.useFakeTimers();
  const { client, applier } = setup();
  const graphs = vi.fn();
  vi.spyOn(client, 'invalidateQueries').mockImplementation(async (filter) => {
    if (filter?.queryKey?.[0] === 'graphs') graphs();
  });
  for (let i = 0; i < 40; i += 1) {
    applier.message(message(event('job.completed', { position: i, aggregate_id: `n${i}` })));
    await vi.advanceTimersByTimeAsync(50);
  }
  const during = graphs.mock.calls.length;
  expect(during).toBeGreaterThanOrEqual(3);
  expect(during).toBeLessThanOrEqual(5);
  await vi.advanceTimersByTimeAsync(1000);
  expect(graphs.mock.calls.length).toBe(during + 1);
});

test('a read that is on its way is let arrive before it is asked again', async () => {
  vi.useFakeTimers();
  const { client, applier } = setup();
  const invalidate = vi.spyOn(client, 'invalidateQueries').mockResolvedValue();
  const fetching = vi.spyOn(client, 'isFetching').mockReturnValue(0);
  applier.message(message(event('version.drafted', { script_id: 's1' })));
  await vi.advanceTimersByTimeAsync(100);
  const once = invalidate.mock.calls.length;
  fetching.mockReturnValue(1);
  applier.message(message(event('version.drafted', { position: 13, script_id: 's1' })));
  await vi.advanceTimersByTimeAsync(3000);
  expect(invalidate).toHaveBeenCalledTimes(once);
  fetching.mockReturnValue(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(invalidate).toHaveBeenCalledTimes(2 * once);
});

test('a production that is retried goes on within its attempt', () => {
  const { live, applier } = setup();
  const tick = { job_id: 'p', state: 'running', phase: null, attempt: 1, step: 1, total_steps: 3 };
  const progress = (fraction: number) =>
    applier.message({
      type: 'progress',
      id: undefined,
      data: { ...tick, fraction, message: '', eta_s: null },
    });
  progress(0.5);
  applier.message(message(event('job.partially_completed', { aggregate_id: 'p' })));
  progress(0.6);
  expect(live.get('p')).toMatchObject({ over: true, tick: { fraction: 0.5 } });
  applier.message(message(event('job.retried', { aggregate_id: 'p' })));
  expect(live.get('p')?.tick).toBeUndefined();
  progress(0.7);
  expect(live.get('p')).toMatchObject({ over: false, tick: { fraction: 0.7 } });
});

test('a job that was handed back says its place in the line', () => {
  const { live, applier } = setup();
  const tick = { job_id: 'j', phase: null, attempt: 1, step: 0, total_steps: 0, fraction: 0, message: '' };
  const progress = (more: object) =>
    applier.message({ type: 'progress', id: undefined, data: { ...tick, eta_s: null, ...more } });
  progress({ state: 'running' });
  applier.message(message(event('job.released', { aggregate_id: 'j', data: { attempt: 1 } })));
  progress({ state: 'running' });
  expect(live.get('j')?.over).toBe(true);
  progress({ state: 'queued', queue_position: 2 });
  expect(live.get('j')).toMatchObject({ over: false, tick: { queue_position: 2 } });
});

test('a frame makes the shots of its scene old, and neither its text nor the versions', () => {
  const taken = touches(event('scene.take_added', { aggregate_id: 'scene', script_id: 's1' }));
  expect(taken).toEqual([keys.shotsOf('scene'), keys.history('s1')]);
  const rewritten = touches(event('scene.rewritten', { aggregate_id: 'scene', script_id: 's1' }));
  expect(rewritten).toContainEqual(keys.scenes('s1'));
  expect(rewritten).toContainEqual(keys.shotsOf('scene'));
});

test('what is brought in or made is looked for again, whosever it is', () => {
  expect(touches(event('asset.added'))).toEqual([keys.assets]);
});
