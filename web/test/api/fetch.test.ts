import { expect, test, vi } from 'vitest';
import { singleFlight, withFreshReads, withSession } from '../../src/api/fetch';
import { Positions } from '../../src/api/positions';

const get = (path: string) => new Request(`http://spool.test${path}`);
const post = (path: string, body: string) =>
  new Request(`http://spool.test${path}`, { method: 'POST', body });
const answer = (status: number, position?: number) =>
  new Response('{}', {
    status,
    headers: position === undefined ? {} : { 'spool-position': String(position) },
  });

test('an expired session is renewed once and the request repeated, body and all', async () => {
  const bodies: string[] = [];
  const next = vi.fn(async (request: Request) => {
    bodies.push(await request.text());
    return answer(bodies.length === 1 ? 401 : 201);
  });
  const hooks = { refresh: vi.fn(async () => true), onLost: vi.fn() };
  const response = await withSession(next, hooks)(post('/api/v1/scripts', '{"title":"x"}'));
  expect(response.status).toBe(201);
  expect(bodies).toEqual(['{"title":"x"}', '{"title":"x"}']);
  expect(hooks.refresh).toHaveBeenCalledTimes(1);
  expect(hooks.onLost).not.toHaveBeenCalled();
});

test('a refused renewal ends the session and hands the 401 back', async () => {
  const hooks = { refresh: vi.fn(async () => false), onLost: vi.fn() };
  const response = await withSession(async () => answer(401), hooks)(get('/api/v1/scripts'));
  expect(response.status).toBe(401);
  expect(hooks.onLost).toHaveBeenCalledTimes(1);
});

test('a renewal that nobody answered does not end the session', async () => {
  const hooks = { refresh: () => Promise.reject(new TypeError('network')), onLost: vi.fn() };
  await expect(withSession(async () => answer(401), hooks)(get('/api/v1/scripts'))).rejects.toThrow(
    'network',
  );
  expect(hooks.onLost).not.toHaveBeenCalled();
});

test('a wrong password is not an expired session', async () => {
  const hooks = { refresh: vi.fn(async () => true), onLost: vi.fn() };
  const response = await withSession(async () => answer(401), hooks)(post('/api/v1/auth/login', '{}'));
  expect(response.status).toBe(401);
  expect(hooks.refresh).not.toHaveBeenCalled();
});

test('many requests that find the session over renew it together', async () => {
  let calls = 0;
  const refresh = singleFlight(async () => {
    calls += 1;
    await Promise.resolve();
    return calls;
  });
  expect(await Promise.all([refresh(), refresh(), refresh()])).toEqual([1, 1, 1]);
  expect(await refresh()).toBe(2);
});

test('a read older than the stream is asked again until it is fresh', async () => {
  const positions = new Positions();
  positions.noteEvent(9);
  const next = vi.fn(async () => answer(200, 6 + next.mock.calls.length));
  const response = await withFreshReads(next, positions, [0.1, 0.1, 0.1])(get('/api/v1/scripts'));
  expect(response.headers.get('spool-position')).toBe('9');
  expect(next).toHaveBeenCalledTimes(3);
});

test('past the last pause it takes what there is, and writes are never repeated', async () => {
  const positions = new Positions();
  positions.noteEvent(9);
  const next = vi.fn(async () => answer(200, 1));
  const fetch = withFreshReads(next, positions, [0.1, 0.1]);
  expect((await fetch(get('/api/v1/jobs'))).status).toBe(200);
  expect(next).toHaveBeenCalledTimes(3);
  await fetch(post('/api/v1/jobs', '{}'));
  expect(next).toHaveBeenCalledTimes(4);
});

test('an answer without a position is taken as it is', async () => {
  const positions = new Positions();
  positions.noteEvent(9);
  const next = vi.fn(async () => answer(200));
  await withFreshReads(next, positions)(get('/api/v1/system'));
  expect(next).toHaveBeenCalledTimes(1);
});

test('the stream begins behind what was read, or not', () => {
  const level = new Positions();
  level.noteRead(5);
  expect(level.begin(5)).toBe(false);
  const behind = new Positions();
  behind.noteRead(7);
  behind.noteRead(4);
  expect(behind.begin(6)).toBe(true);
  expect(behind.stream).toBe(6);
  expect(new Positions().begin(3)).toBe(false);
});
