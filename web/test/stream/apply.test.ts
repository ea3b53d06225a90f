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
