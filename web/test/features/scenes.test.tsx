// The scenes of a version: looked through, edited, added, taken out.
import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Scene } from '../../src/api/client';
import { open, page, problem, script, server } from '../app';
import { scene } from '../board';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const ROOM = `/scripts/${script.id}/scenes`;
const second = scene({
  id: 'scene-2',
  number: 2,
  setting: 'INT. LAMP ROOM - DAY',
  goal: 'To light it.',
  content: '',
});

/** Scenes that are changed, added and removed as the server does it. */
function has(first: Scene[] = [scene(), second]) {
  let scenes = first;
  const sent: unknown[] = [];
  const handlers = [
    http.get('*/api/v1/scripts/:id/versions/:n/scenes', () => page(scenes)),
    http.patch('*/api/v1/scenes/:id', async ({ request, params }) => {
      const body = (await request.json()) as Partial<Scene>;
      sent.push(body);
      scenes = scenes.map((one) =>
        one.id === params.id ? { ...one, ...body, revision: one.revision + 1 } : one,
      );
      return HttpResponse.json(scenes.find(({ id }) => id === params.id));
    }),
    http.post('*/api/v1/scripts/:id/versions/:n/scenes', async ({ request }) => {
      const body = (await request.json()) as Partial<Scene>;
      sent.push(body);
      const added = scene({ id: 'scene-3', number: 3, ...body });
      scenes = [...scenes, added];
      return HttpResponse.json(added, { status: 201 });
    }),
    http.delete('*/api/v1/scenes/:id', ({ params }) => {
      const gone = scenes.find(({ id }) => id === params.id);
      scenes = scenes.filter((one) => one !== gone);
      return HttpResponse.json({ ...gone, removed: true });
    }),
  ];
  return { handlers, sent };
}

test('scenes are strips; one opens beside them and stands in the address', async () => {
  const { user, history } = open(ROOM, ...has().handlers);
  expect(await screen.findByRole('heading', { name: '2 scenes' })).toBeTruthy();
  expect(screen.getByText('To light it.')).toBeTruthy();
  await user.click(screen.getByRole('link', { name: /INT\. LAMP ROOM/ }));
  expect(await screen.findByRole('heading', { name: 'Scene 2' })).toBeTruthy();
  expect(history.location.search).toContain('scene=scene-2');
  expect(screen.getByLabelText<HTMLInputElement>('Setting').value).toBe('INT. LAMP ROOM - DAY');
});

test('only what was changed of a scene is sent, and discarding takes it back', async () => {
  const { handlers, sent } = has();
  const { user } = open(`${ROOM}?scene=scene-2`, ...handlers);
  const goal = await screen.findByLabelText<HTMLTextAreaElement>('Goal');
  const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save scene' });
  expect(save.disabled).toBe(true);
  await user.type(goal, ' Soon.');
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  expect(goal.value).toBe('To light it.');
  await user.type(goal, ' Now.');
  await user.click(save);
  await waitFor(() => expect(sent).toEqual([{ goal: 'To light it. Now.' }]));
  expect(await screen.findByText('Scene 2 is saved')).toBeTruthy();
  expect(await screen.findByText(/Revision 2/)).toBeTruthy();
  expect(save.disabled).toBe(true);
});

test('what the server says of a scene’s field stands at the field', async () => {
  const { user } = open(
    `${ROOM}?scene=scene-2`,
    http.patch('*/api/v1/scenes/:id', () =>
      problem(422, 'validation', 'one field is wrong', [{ pointer: '/setting', message: 'is no heading' }]),
    ),
    ...has().handlers,
  );
  await user.type(await screen.findByLabelText('Setting'), ' LATER');
  await user.click(screen.getByRole('button', { name: 'Save scene' }));
  expect(await screen.findByText('Is no heading.')).toBeTruthy();
});

test('a scene is added in the tone of its script, and opens', async () => {
  const { handlers, sent } = has();
  const { user, history } = open(ROOM, ...handlers);
  await user.click(await screen.findByRole('button', { name: 'Add scene' }));
  const sheet = await screen.findByRole('dialog', { name: 'New scene' });
  await user.type(within(sheet).getByLabelText('Setting'), 'EXT. ROOFS - DAWN');
  await user.click(within(sheet).getByRole('button', { name: 'Add scene' }));
  await waitFor(() => expect(history.location.search).toContain('scene=scene-3'));
  expect(sent).toEqual([
    { setting: 'EXT. ROOFS - DAWN', goal: '', tension: '', tone: script.tone, content: '' },
  ]);
  expect(await screen.findByRole('heading', { name: '3 scenes' })).toBeTruthy();
});

test('a scene is taken out once one has said so', async () => {
  const { user } = open(`${ROOM}?scene=scene-2`, ...has().handlers);
  await user.click(await screen.findByRole('button', { name: 'Remove' }));
  const asked = await screen.findByRole('alertdialog', { name: 'Remove scene 2?' });
  await user.click(within(asked).getByRole('button', { name: 'Remove' }));
  expect(await screen.findByRole('heading', { name: '1 scene' })).toBeTruthy();
  expect(await screen.findByRole('heading', { name: 'Choose a scene' })).toBeTruthy();
});

test('a script without a version has no scenes yet', async () => {
  open(
    ROOM,
    http.get('*/api/v1/scripts/:id', () => HttpResponse.json({ ...script, head: null })),
  );
  expect(await screen.findByRole('heading', { name: 'No scenes yet' })).toBeTruthy();
});
