// The shots of a scene edited by hand: put in, moved, locked, taken out.
import { createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Shot } from '../../src/api/client';
import { placed } from '../../src/features/board/order';
import { open, page, problem, script, server } from '../app';
import { film, scene, shot } from '../board';
import { input, job } from '../production';

beforeAll(() => {
  vi.stubGlobal('IntersectionObserver', undefined);
  server.listen({ onUnhandledRequest: 'error' });
});
afterEach(() => {
  server.resetHandlers();
  vi.restoreAllMocks();
});
afterAll(() => server.close());

const BOARD = `/scripts/${script.id}/board`;
const cast = [
  { id: 'x', name: 'Ada' },
  { id: 'y', name: 'Tom' },
];

/** A board whose shots are moved, changed and taken out as the server does it. */
function board(first: Shot[] = [shot('a'), shot('b'), shot('c')]) {
  let shots: readonly Shot[] = first;
  const sent: unknown[] = [];
  const find = (id: unknown) => shots.find((one) => one.id === id) as Shot;
  const handlers = [
    http.get('*/api/v1/scripts/:id', () => HttpResponse.json({ ...script, characters: cast })),
    http.get('*/api/v1/scripts/:id/versions/:n/scenes', () => page([scene()])),
    http.get('*/api/v1/shots/:id/takes', () => page()),
    http.get('*/api/v1/scenes/:id/shots', () => HttpResponse.json({ items: shots })),
    http.post('*/api/v1/shots/:id/move', async ({ request, params }) => {
      const { index } = (await request.json()) as { index: number };
      sent.push([params.id, index]);
      shots = placed(shots, String(params.id), index);
      return HttpResponse.json(find(params.id));
    }),
    http.patch('*/api/v1/shots/:id', async ({ request, params }) => {
      const body = (await request.json()) as Partial<Shot>;
      sent.push(body);
      shots = shots.map((one) => (one.id === params.id ? { ...one, ...body } : one));
      return HttpResponse.json(find(params.id));
    }),
    http.delete('*/api/v1/shots/:id', ({ params }) => {
      const gone = find(params.id);
      shots = shots.filter((one) => one !== gone);
      return HttpResponse.json({ ...gone, removed: true });
    }),
    http.post('*/api/v1/scenes/:id/shots', async ({ request }) => {
      const body = (await request.json()) as { index: number };
      sent.push(body);
      const added = { ...shot('d'), ...body };
      shots = [...shots.slice(0, body.index), added, ...shots.slice(body.index)];
      return HttpResponse.json(added, { status: 201 });
    }),
  ];
  return { handlers, sent };
}

const order = () =>
  [...document.querySelectorAll('[data-frame]')].map((one) => one.getAttribute('data-frame')).join('');
const frame = (name: string) => screen.findByRole('button', { name: new RegExp(`Shot\\s*${name}`) });
const actions = (name: string) => screen.findByRole('button', { name: `Actions for shot ${name}` });

test('shift and an arrow move a frame, which keeps the focus, and a press takes it back', async () => {
  const { handlers, sent } = board();
  const { user } = open(BOARD, ...handlers);
  (await frame('1A')).focus();
  await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
  await waitFor(() => expect(order()).toBe('bac'));
  expect(document.activeElement?.getAttribute('data-frame')).toBe('a');
  expect(await screen.findByText('Shot 1A is now 2nd of 3')).toBeTruthy();
  expect(sent).toEqual([['a', 1]]);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(order()).toBe('abc'));
  await waitFor(() =>
    expect(sent).toEqual([
      ['a', 1],
      ['a', 0],
    ]),
  );
});

test('the ends of a row are its ends', async () => {
  const { handlers, sent } = board();
  const { user } = open(BOARD, ...handlers);
  (await frame('1A')).focus();
  await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');
  await user.click(await actions('1A'));
  const menu = await screen.findByRole('menu');
  expect(
    within(menu)
      .getByRole('menuitem', { name: /Move earlier/ })
      .getAttribute('aria-disabled'),
  ).toBe('true');
  await user.click(within(menu).getByRole('menuitem', { name: /Move later/ }));
  await waitFor(() => expect(order()).toBe('bac'));
  await waitFor(() => expect(sent).toEqual([['a', 1]]));
});

test('a move that the server refuses is taken back, and told', async () => {
  const { handlers } = board();
  const refusal = http.post('*/api/v1/shots/:id/move', () => problem(409, 'locked', 'the shot is locked'));
  const { user } = open(BOARD, refusal, ...handlers);
  (await frame('1C')).focus();
  await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');
  expect(await screen.findByText('The shot is locked.')).toBeTruthy();
  await waitFor(() => expect(order()).toBe('abc'));
});

test('a frame is dragged to the gap it is dropped at', async () => {
  const { handlers, sent } = board();
  open(BOARD, ...handlers);
  const item = (await frame('1A')).closest('li') as HTMLElement;
  const list = item.parentElement as HTMLElement;
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const at = [...list.children].indexOf(this);
    return { left: at * 100, top: 0, width: 90, height: 70 } as DOMRect;
  });
  const dataTransfer = { setData: vi.fn(), effectAllowed: '', dropEffect: '' };
  // The window of the tests knows no place of a drag.
  const drag = (type: 'dragStart' | 'dragOver' | 'drop', on: Element, x: number) => {
    const event = createEvent[type](on, { dataTransfer });
    Object.defineProperties(event, { clientX: { value: x }, clientY: { value: 30 } });
    fireEvent(on, event);
  };
  drag('dragStart', item, 10);
  expect(dataTransfer.setData).toHaveBeenCalledWith('application/x-spool-shot', 'a');
  drag('dragOver', list, 60);
  expect(list.querySelector('[data-gap]')).toBeNull();
  drag('dragOver', list, 220);
  expect(list.children[2]?.querySelector('[data-gap=before]')).toBeTruthy();
  drag('drop', list, 220);
  await waitFor(() => expect(order()).toBe('bac'));
  await waitFor(() => expect(sent).toEqual([['a', 1]]));
  expect(list.querySelector('[data-gap]')).toBeNull();
});

test('what is dragged from elsewhere is nothing to the board', async () => {
  const { handlers, sent } = board();
  open(BOARD, ...handlers);
  const list = (await frame('1A')).closest('ul') as HTMLElement;
  const file = { dataTransfer: { dropEffect: '' }, clientX: 0, clientY: 0 };
  expect(fireEvent.dragOver(list, file)).toBe(true);
  expect(fireEvent.drop(list, file)).toBe(true);
  expect(sent).toEqual([]);
});

test('a locked shot stays where it is until it is unlocked', async () => {
  const { handlers, sent } = board([shot('a', { locked: true }), shot('b')]);
  const { user } = open(BOARD, ...handlers);
  const first = await frame('1A');
  expect(first.closest('li')?.getAttribute('draggable')).toBe('false');
  first.focus();
  await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
  expect(await screen.findByText('Shot 1A is locked. Unlock it to move it')).toBeTruthy();
  expect(sent).toEqual([]);
  await user.click(await actions('1A'));
  expect((await screen.findByRole('menuitem', { name: 'Remove' })).getAttribute('aria-disabled')).toBe(
    'true',
  );
  await user.click(screen.getByRole('menuitem', { name: 'Unlock' }));
  await waitFor(() => expect(sent).toEqual([{ locked: false }]));
  expect(await screen.findByText('Shot 1A may change again')).toBeTruthy();
});

test('a shot is taken out by its menu, once one has said so', async () => {
  const { handlers } = board();
  const { user } = open(BOARD, ...handlers);
  await user.click(await actions('1B'));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));
  const asked = await screen.findByRole('alertdialog', { name: 'Remove shot 1B?' });
  await user.click(within(asked).getByRole('button', { name: 'Keep it as it is' }));
  expect(order()).toBe('abc');
  await user.click(await actions('1B'));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(order()).toBe('ac'));
  expect(await screen.findByText('Shot 1B is off the board')).toBeTruthy();
  await waitFor(() => expect(document.activeElement?.getAttribute('data-frame')).toBe('c'));
});

test('a shot is put in where it was asked for, with people in their places, and opens', async () => {
  const { handlers, sent } = board();
  const { user, history } = open(BOARD, ...handlers);
  await user.click(await actions('1A'));
  await user.click(await screen.findByRole('menuitem', { name: 'Add a shot after it' }));
  const sheet = await screen.findByRole('dialog', { name: 'New shot in scene 1' });
  expect(within(sheet).getByRole('button', { name: /After 1A/ })).toBeTruthy();
  await user.type(within(sheet).getByLabelText('Description'), 'Tom waits.');
  await user.click(await within(sheet).findByRole('button', { name: 'Tom' }));
  await user.type(within(sheet).getByLabelText('Things in it'), 'lamp, letter');
  await user.click(within(sheet).getByRole('button', { name: 'Add shot' }));
  await waitFor(() => expect(order()).toBe('adbc'));
  expect(sent).toEqual([
    {
      size: 'ms',
      index: 1,
      description: 'Tom waits.',
      characters: ['Tom'],
      figures: [{ character: 'Tom', x: 0, z: 0, facing: -24, pose: 'stand', gaze: 0 }],
      props: ['lamp', 'letter'],
    },
  ]);
  await waitFor(() => expect(history.location.search).toContain('shot=d'));
  expect(await screen.findByText('Shot 1D is on the board')).toBeTruthy();
});

test('a scene without shots gets its first by hand, and what is wrong with it stands at its field', async () => {
  const { handlers } = board([]);
  const refusal = http.post('*/api/v1/scenes/:id/shots', () =>
    problem(422, 'validation', 'one field is wrong', [{ pointer: '/description', message: 'is too long' }]),
  );
  const { user } = open(BOARD, refusal, ...handlers);
  await screen.findByText(/No shots yet/);
  await user.click(screen.getByRole('button', { name: /Add shot\s*to scene 1/ }));
  const sheet = await screen.findByRole('dialog');
  expect(within(sheet).queryByText('Place')).toBeNull();
  await user.click(within(sheet).getByRole('button', { name: 'Add shot' }));
  expect(await within(sheet).findByText('Is too long.')).toBeTruthy();
});

test('whoever is put into a shot’s plan is sent with a place to stand', async () => {
  const { handlers, sent } = board();
  const { user } = open(`${BOARD}?scene=scene-1&shot=a`, ...handlers);
  const panel = await screen.findByTestId('shot');
  await user.click(await within(panel).findByRole('button', { name: 'Plan of the shot' }));
  expect((await within(panel).findByRole('button', { name: 'ADA' })).getAttribute('aria-pressed')).toBe(
    'true',
  );
  await user.click(within(panel).getByRole('button', { name: 'Tom' }));
  await user.click(within(panel).getByRole('button', { name: 'Save shot' }));
  await waitFor(() =>
    expect(sent).toMatchObject([
      { characters: ['ADA', 'Tom'], figures: [{ character: 'ADA' }, { character: 'Tom' }] },
    ]),
  );
});

test('whoever is in a shot is staged: what they do, where they look and where they stand', async () => {
  const { handlers, sent } = board();
  const { user } = open(`${BOARD}?scene=scene-1&shot=a`, ...handlers);
  const panel = await screen.findByTestId('shot');
  await user.click(await within(panel).findByRole('button', { name: 'Plan of the shot' }));
  await user.click(within(panel).getByRole('button', { name: 'Tom' }));
  const tom = within(panel).getByRole('group', { name: 'Tom' });
  await user.click(within(tom).getByRole('button', { name: /Does/ }));
  await user.click(await screen.findByRole('option', { name: 'Kneels' }));
  within(tom)
    .getByRole('slider', { name: /Turned/ })
    .focus();
  await user.keyboard('{End}');
  expect(within(tom).getByText('Away from it')).toBeTruthy();
  within(tom).getByRole('slider', { name: /Depth/ }).focus();
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(within(tom).getByText('0.2 m nearer')).toBeTruthy();
  await user.click(within(panel).getByRole('button', { name: 'Save shot' }));
  await waitFor(() =>
    expect(sent).toMatchObject([
      { figures: [{ character: 'ADA' }, { character: 'Tom', pose: 'kneel', facing: 180, z: 0.2 }] },
    ]),
  );
});

test('one scene is filmed, followed, and played once it is there', async () => {
  const { handlers } = board();
  let jobs: unknown[] = [];
  let films: unknown[] = [];
  const made = job('f', {
    kind: 'produce',
    state: 'running',
    input: input({ scope: 'scene', id: 'scene-1', want: ['film_scene'] }),
  });
  const { user } = open(
    BOARD,
    http.get('*/api/v1/jobs', ({ request }) =>
      page(new URL(request.url).searchParams.get('state') === 'running' ? jobs : []),
    ),
    http.get('*/api/v1/assets', () => page(films)),
    http.post('*/api/v1/scripts/:id/produce', async ({ request }) => {
      expect(request.headers.get('idempotency-key')).toBeTruthy();
      expect(await request.json()).toEqual({ scope: 'scene', id: 'scene-1', want: ['film_scene'] });
      jobs = [made];
      films = [film('short', { scene_id: 'scene-1' })];
      return HttpResponse.json(made, { status: 202 });
    }),
    ...handlers,
  );
  await user.click(await screen.findByRole('button', { name: /Film scene\s*1/ }));
  expect(await screen.findByText('Scene 1 is being filmed')).toBeTruthy();
  const link = await screen.findByRole('link', { name: /^Filming/ });
  expect(link.getAttribute('href')).toBe('/jobs/f');
  expect(screen.queryByRole('button', { name: /Film scene/ })).toBeNull();
});

test('a scene that was filmed has its film beside it', async () => {
  const { handlers } = board();
  open(
    BOARD,
    http.get('*/api/v1/assets', () => page([film('whole'), film('short', { scene_id: 'scene-1' })])),
    ...handlers,
  );
  const play = await screen.findByRole('link', { name: /Play\s*scene 1/ });
  expect(play.getAttribute('href')).toBe(`/scripts/${script.id}/film?film=short`);
});
