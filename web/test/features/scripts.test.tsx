import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { open, page, problem, script, server } from '../app';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

test('with no script at all, a logline is asked for and carried to the new script', async () => {
  const { user, history } = open(
    '/scripts',
    http.get('*/api/v1/scripts', () => page()),
  );
  await user.type(await screen.findByLabelText('Logline'), 'A lamp goes out.');
  await user.click(screen.getByRole('button', { name: /Begin the first script/ }));
  await waitFor(() => expect(history.location.pathname).toBe('/scripts/new'));
  expect(((await screen.findByLabelText('Logline')) as HTMLTextAreaElement).value).toBe('A lamp goes out.');
});

test('a new script is posted once, with a key, and what is wrong stands at its field', async () => {
  const keys: (string | null)[] = [];
  const bodies: unknown[] = [];
  const { user, history } = open(
    '/scripts/new?logline=A%20lamp%20goes%20out.',
    http.post('*/api/v1/scripts', async ({ request }) => {
      keys.push(request.headers.get('idempotency-key'));
      bodies.push(await request.json());
      return bodies.length === 1
        ? problem(422, 'validation', 'one field is wrong', [{ pointer: '/title', message: 'is taken' }])
        : HttpResponse.json(script, { status: 201, headers: { etag: '"1"' } });
    }),
  );
  const title = await screen.findByLabelText('Title');
  await user.type(title, 'Lamps');
  await user.click(screen.getByRole('button', { name: 'Create script' }));
  await screen.findByText('Is taken.');
  expect(title.getAttribute('aria-invalid')).toBe('true');
  await user.type(title, ' II');
  await user.click(screen.getByRole('button', { name: 'Create script' }));
  await waitFor(() => expect(history.location.pathname).toBe(`/scripts/${script.id}/versions/1`));
  expect(bodies[1]).toEqual({
    title: 'Lamps II',
    logline: 'A lamp goes out.',
    format: 'feature',
    genre: 'drama',
    tone: 'dramatic',
    character_ids: [],
  });
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).not.toBe(keys[0]); // another body needs another key
});

test('genre is locked once there is a version; unlocking is asked for and sent', async () => {
  let sent: unknown;
  let ifMatch: string | null = null;
  const { user } = open(
    `/scripts/${script.id}/details`,
    http.patch('*/api/v1/scripts/:id', async ({ request }) => {
      sent = await request.json();
      ifMatch = request.headers.get('if-match');
      return HttpResponse.json({ ...script, genre: 'noir' }, { headers: { etag: '"5"' } });
    }),
  );
  const form = await screen.findByRole('form', { name: 'Script details' });
  const genre = within(form).getByRole('button', { name: /Drama/ });
  expect(genre.hasAttribute('disabled')).toBe(true);
  await user.click(within(form).getByRole('button', { name: 'Unlock' }));
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Unlock' }));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  await user.click(within(form).getByRole('button', { name: /Drama/ }));
  await user.click(await screen.findByRole('option', { name: 'Noir' }));
  await user.click(within(form).getByRole('button', { name: 'Save changes' }));
  await waitFor(() => expect(sent).toEqual({ genre: 'noir', unlock: true }));
  expect(ifMatch).toBe('"4"');
});

test('a change made elsewhere in between is told, not overwritten', async () => {
  const matches: (string | null)[] = [];
  const { user } = open(
    `/scripts/${script.id}/details`,
    http.patch('*/api/v1/scripts/:id', ({ request }) => {
      matches.push(request.headers.get('if-match'));
      return request.headers.has('if-match')
        ? problem(412, 'precondition_failed', 'it has changed since')
        : HttpResponse.json({ ...script, title: 'Mine' }, { headers: { etag: '"6"' } });
    }),
  );
  const title = await screen.findByLabelText('Title');
  await user.clear(title);
  await user.type(title, 'Mine');
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  const notice = await screen.findByRole('alert');
  expect(notice.textContent).toContain('changed elsewhere');
  expect((title as HTMLInputElement).value).toBe('Mine');
  await user.click(within(notice).getByRole('button', { name: 'Save mine' }));
  await waitFor(() => expect(matches).toEqual(['"4"', null]));
});

test('a search goes to the server and stands in the address', async () => {
  const asked: (string | null)[] = [];
  const { user, history } = open(
    '/scripts',
    http.get('*/api/v1/scripts', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('q'));
      return page([script]);
    }),
  );
  await user.type(await screen.findByRole('searchbox', { name: 'Search scripts' }), 'lamp');
  await waitFor(() => expect(asked).toContain('lamp'));
  expect(history.location.search).toBe('?q=lamp');
});

test('a script that is not there is told in words', async () => {
  open(
    '/scripts/nope',
    http.get('*/api/v1/scripts/:id', () => problem(404, 'not_found', 'no such script')),
  );
  expect((await screen.findByRole('alert')).textContent).toContain('There is nothing here');
});
