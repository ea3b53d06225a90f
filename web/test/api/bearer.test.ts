import { expect, test } from 'vitest';
import { type TokenBox, withBearer } from '../../src/api/bearer';

function setup(tokens?: { access: string; refresh: string }) {
  let kept = tokens;
  const box: TokenBox = { read: () => kept, write: (next) => (kept = next) };
  const asked: { path: string; authorization: string | null; client: string | null; body: string }[] = [];
  let status = 200;
  const fetch = withBearer(async (request) => {
    asked.push({
      path: new URL(request.url).pathname,
      authorization: request.headers.get('authorization'),
      client: request.headers.get('spool-client'),
      body: await request.text(),
    });
    return Response.json({ access_token: 'new', refresh_token: 'newer', user: {} }, { status });
  }, box);
  const send = (path: string, method = 'POST') =>
    fetch(new Request(`http://spool.test/api/v1${path}`, { method }));
  return { send, asked, kept: () => kept, answer: (next: number) => (status = next) };
}

test('signing in keeps the tokens, and everything after carries one', async () => {
  const { send, asked, kept } = setup();
  const answer = await send('/auth/login');
  expect((await answer.json()).access_token).toBe('new');
  expect(kept()).toEqual({ access: 'new', refresh: 'newer' });
  await send('/scripts', 'GET');
  expect(asked[0]).toMatchObject({ authorization: null, client: 'cli' });
  expect(asked[1]).toMatchObject({ authorization: 'Bearer new', client: null });
});

test('renewing sends the refresh token in the body, and a refusal forgets both', async () => {
  const { send, asked, kept, answer } = setup({ access: 'old', refresh: 'once' });
  await send('/auth/refresh');
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ refresh_token: 'once' });
  expect(kept()).toEqual({ access: 'new', refresh: 'newer' });
  answer(401);
  await send('/auth/refresh');
  expect(kept()).toBeUndefined();
});

test('with nothing to renew nobody is asked', async () => {
  const { send, asked } = setup();
  expect((await send('/auth/refresh')).status).toBe(401);
  expect(asked).toHaveLength(0);
});

test('signing out forgets them', async () => {
  const { send, asked, kept } = setup({ access: 'a', refresh: 'r' });
  await send('/auth/logout');
  expect(asked[0]?.authorization).toBe('Bearer a');
  expect(kept()).toBeUndefined();
});
