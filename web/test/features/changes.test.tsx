// What is declared to differ in a scene, said and taken back in the scenes' room and on the board.
import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Scene } from '../../src/api/client';
import { changeOf } from '../../src/features/scenes/DeclareChange';
import { changeLine } from '../../src/features/scenes/DeclaredChanges';
import { touches } from '../../src/stream/touches';
import { open, page, problem, script, server } from '../app';
import { scene } from '../board';

beforeAll(() => {
  vi.stubGlobal('IntersectionObserver', undefined);
  server.listen({ onUnhandledRequest: 'error' });
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const TORN: Scene['changes'][number] = { subject: { kind: 'character', name: 'Ada' }, what: 'coat torn' };

test('a change is of somebody or of the set', () => {
  expect(changeOf('', ' window broken ')).toEqual({ subject: { kind: 'set' }, what: 'window broken' });
  expect(changeOf('Ada', 'coat torn')).toEqual(TORN);
  expect(changeLine(TORN)).toBe('Ada: coat torn');
  expect(changeLine({ subject: { kind: 'set' }, what: 'dusk' })).toBe('Set: dusk');
});

/** A scene whose changes are declared and withdrawn as the server does it. */
function has(first: Scene['changes'] = []) {
  let changes = first;
  const sent: unknown[] = [];
  const now = () => scene({ changes });
  const handlers = [
    http.get('*/api/v1/scripts/:id', () =>
      HttpResponse.json({ ...script, characters: [{ id: 'x', name: 'Ada' }] }),
    ),
    http.get('*/api/v1/scripts/:id/versions/:n/scenes', () => page([now()])),
    http.get('*/api/v1/scenes/:id/shots', () => HttpResponse.json({ items: [] })),
    http.post('*/api/v1/scenes/:id/changes', async ({ request }) => {
      const body = (await request.json()) as { character?: string; what: string };
      sent.push(body);
      changes = [...changes, changeOf(body.character ?? '', body.what)];
      return HttpResponse.json(now());
    }),
    http.delete('*/api/v1/scenes/:id/changes', ({ request }) => {
      sent.push(Object.fromEntries(new URL(request.url).searchParams));
      changes = [];
      return HttpResponse.json(now());
    }),
  ];
  return { handlers, sent };
}

test('on the board a change is declared, stands with its scene, is withdrawn, and comes back', async () => {
  const { handlers, sent } = has();
  const { user } = open(`/scripts/${script.id}/board`, ...handlers);
  await user.click(await screen.findByRole('button', { name: 'More of scene 1' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Declare a change' }));
  const sheet = await screen.findByRole('dialog', { name: 'A change in scene 1' });
  await user.click(within(sheet).getByRole('button', { name: /The set/ }));
  await user.click(await screen.findByRole('option', { name: 'Ada' }));
  await user.type(within(sheet).getByLabelText('How it differs'), 'coat torn');
  await user.click(within(sheet).getByRole('button', { name: 'Declare' }));
  const list = await screen.findByRole('list', { name: 'Declared changes of scene 1' });
  expect(list.textContent).toContain('Ada: coat torn');
  await user.click(within(list).getByRole('button', { name: 'Withdraw Ada: coat torn' }));
  await waitFor(() => expect(screen.queryByRole('list', { name: /^Declared changes/ })).toBeNull());
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByRole('list', { name: /^Declared changes/ })).toBeTruthy();
  const torn = { character: 'Ada', what: 'coat torn' };
  expect(sent).toEqual([torn, torn, torn]);
});

test('in the scenes’ room the set’s change is declared; a refusal stands at its field', async () => {
  const { handlers, sent } = has();
  let refused = false;
  const once = http.post('*/api/v1/scenes/:id/changes', () => {
    if (refused) return undefined;
    refused = true;
    return problem(422, 'validation', 'one field is wrong', [{ pointer: '/what', message: 'says nothing' }]);
  });
  const { user } = open(`/scripts/${script.id}/scenes?scene=scene-1`, once, ...handlers);
  await user.click(await screen.findByRole('button', { name: 'Declare a change' }));
  const sheet = await screen.findByRole('dialog');
  await user.type(within(sheet).getByLabelText('How it differs'), 'window broken');
  await user.click(within(sheet).getByRole('button', { name: 'Declare' }));
  expect(await within(sheet).findByText('Says nothing.')).toBeTruthy();
  await user.type(within(sheet).getByLabelText('How it differs'), ' in two');
  await user.click(within(sheet).getByRole('button', { name: 'Declare' }));
  expect(await screen.findByText('Set: window broken in two')).toBeTruthy();
  expect(sent).toEqual([{ what: 'window broken in two' }]);
});

test('a change that somebody else declared makes the scenes old, not only their shots', () => {
  const event = (type: string) => ({
    position: 1,
    type,
    aggregate: 'scene',
    aggregate_id: 'scene-1',
    sequence: 1,
    at: '',
    script_id: 's',
    data: {},
  });
  expect(touches(event('scene.change_declared'))).toContainEqual(['script', 's', 'scenes']);
  expect(touches(event('scene.change_withdrawn'))).toContainEqual(['shots', 'scene-1']);
  expect(touches(event('scene.take_added'))).not.toContainEqual(['script', 's', 'scenes']);
});
