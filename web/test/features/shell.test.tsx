// Around the rooms: finding things, keys that lead everywhere, the account, the cast of characters.
import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { account, open, page, problem, script, server } from '../app';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const AT = '2026-03-02T12:00:00Z';
const ada = {
  id: '018f0000-0000-7000-8000-0000000000aa',
  name: 'Ada',
  personality: 'Patient.',
  goals: '',
  voice: '',
  backstory: '',
  look: '',
  settled_look: null,
  archived: false,
  created_at: AT,
  updated_at: AT,
  position: 3,
};
const people = [
  http.get('*/api/v1/characters', () => page([ada])),
  http.get('*/api/v1/characters/:id', () => HttpResponse.json(ada, { headers: { etag: '"3"' } })),
];

test('Control K finds scripts, people and rooms by a part of their name', async () => {
  const { user, history } = open('/jobs', ...people);
  await screen.findByRole('heading', { name: 'Jobs' });
  await user.keyboard('{Control>}k{/Control}');
  const dialog = await screen.findByRole('dialog', { name: 'Find anything' });
  const box = within(dialog).getByRole('searchbox');
  await user.type(box, 'ad');
  expect(await within(dialog).findByRole('menuitem', { name: /Ada\s*Character/ })).toBeTruthy();
  await user.clear(box);
  await user.type(box, 'lampl');
  await waitFor(() => expect(within(dialog).getAllByRole('menuitem')).toHaveLength(1));
  await user.click(within(dialog).getByRole('menuitem'));
  await waitFor(() => expect(history.location.pathname).toContain(`/scripts/${script.id}`));
});

test('what nobody is called is told', async () => {
  const { user } = open('/jobs', ...people);
  await user.click(await screen.findByRole('button', { name: /Find anything/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Find anything' });
  await user.type(within(dialog).getByRole('searchbox'), 'zzzz');
  expect(await within(dialog).findByText('Nothing here has that name.')).toBeTruthy();
  await user.keyboard('{Escape}{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('g and a letter lead to a room, and not while one types', async () => {
  const { user, history } = open('/scripts', ...people);
  await screen.findByRole('searchbox', { name: 'Search scripts' });
  await user.keyboard('gj');
  await waitFor(() => expect(history.location.pathname).toBe('/jobs'));
  await user.keyboard('gc');
  await waitFor(() => expect(history.location.pathname).toBe('/characters'));
  await user.type(await screen.findByRole('searchbox', { name: /Search/ }), 'gj');
  expect(history.location.pathname).toBe('/characters');
});

test('only whoever runs the studio is led to its machines by key', async () => {
  const { user, history } = open(
    '/scripts',
    http.get('*/api/v1/auth/me', () => HttpResponse.json({ ...account, role: 'member' })),
  );
  await screen.findByRole('searchbox', { name: 'Search scripts' });
  await user.keyboard('gw');
  await user.keyboard('gj');
  await waitFor(() => expect(history.location.pathname).toBe('/jobs'));
});

test('signing out leads to the door and forgets what was inside', async () => {
  let out = false;
  const { user, history } = open(
    '/scripts',
    http.post('*/api/v1/auth/logout', () => {
      out = true;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  await user.click(await screen.findByRole('button', { name: /Account of\s*Ada Fenn/ }));
  await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
  await waitFor(() => expect(history.location.pathname).toBe('/sign-in'));
  expect(out).toBe(true);
  expect(screen.queryByText(script.title)).toBeNull();
});

test('an address that leads nowhere says so, with a way back', async () => {
  open('/nowhere/at/all');
  expect((await screen.findAllByRole('link', { name: /scripts/i })).length).toBeGreaterThan(0);
  expect(screen.getByRole('heading')).toBeTruthy();
});

test('of a character only what was changed is sent, onto what was read', async () => {
  let sent: unknown;
  const { user } = open(
    `/characters/${ada.id}`,
    http.patch('*/api/v1/characters/:id', async ({ request }) => {
      expect(request.headers.get('if-match')).toBe('"3"');
      sent = await request.json();
      return HttpResponse.json({ ...ada, goals: 'Light.' }, { headers: { etag: '"4"' } });
    }),
    ...people,
  );
  const goals = await screen.findByLabelText('Goals');
  await user.type(goals, 'Light.');
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  await waitFor(() => expect(sent).toEqual({ goals: 'Light.' }));
  expect(await screen.findByText('Saved')).toBeTruthy();
});

test('a character that was changed elsewhere is not overwritten unasked', async () => {
  const tags: (string | null)[] = [];
  const { user } = open(
    `/characters/${ada.id}`,
    http.patch('*/api/v1/characters/:id', ({ request }) => {
      tags.push(request.headers.get('if-match'));
      return tags.length === 1
        ? problem(412, 'stale', 'it has changed since you looked')
        : HttpResponse.json({ ...ada, voice: 'Slow.' }, { headers: { etag: '"5"' } });
    }),
    ...people,
  );
  await user.type(await screen.findByLabelText('Voice'), 'Slow.');
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText(/changed elsewhere while you wrote/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Save mine' }));
  await waitFor(() => expect(tags).toEqual(['"3"', null]));
});

test('a character is put away, and a press brings them back', async () => {
  const asked: string[] = [];
  const { user } = open(
    `/characters/${ada.id}`,
    http.delete('*/api/v1/characters/:id', () => {
      asked.push('archive');
      return HttpResponse.json({ ...ada, archived: true }, { headers: { etag: '"4"' } });
    }),
    http.post('*/api/v1/characters/:id/restore', () => {
      asked.push('restore');
      return HttpResponse.json(ada, { headers: { etag: '"5"' } });
    }),
    ...people,
  );
  await user.click(await screen.findByRole('button', { name: 'Archive' }));
  expect(await screen.findByText('Ada is archived')).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'Bring back' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(asked).toEqual(['archive', 'restore']));
});

test('somebody is taken into a cast, and out of it', async () => {
  let cast: { id: string; name: string }[] = [];
  const asked: string[] = [];
  const now = () => HttpResponse.json({ ...script, characters: cast }, { headers: { etag: '"4"' } });
  const { user } = open(
    `/scripts/${script.id}/details`,
    http.get('*/api/v1/scripts/:id', now),
    http.put('*/api/v1/scripts/:id/characters/:character', ({ params }) => {
      asked.push(`in ${params.character}`);
      cast = [{ id: ada.id, name: 'Ada' }];
      return now();
    }),
    http.delete('*/api/v1/scripts/:id/characters/:character', ({ params }) => {
      asked.push(`out ${params.character}`);
      cast = [];
      return now();
    }),
    http.get('*/api/v1/scripts/:id/budget', () => HttpResponse.json({ budget: {}, spent: {}, reserved: {} })),
    ...people,
  );
  expect(await screen.findByText(/Nobody yet/)).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Add to the cast' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Ada' }));
  await user.click(await screen.findByRole('button', { name: 'Take Ada out of the cast' }));
  await waitFor(() => expect(asked).toEqual([`in ${ada.id}`, `out ${ada.id}`]));
});
