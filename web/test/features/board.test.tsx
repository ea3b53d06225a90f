import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { open, page, problem, script, server } from '../app';
import { scene, shot, take } from '../board';
import { input, job } from '../production';
import { stream } from '../wire';

beforeAll(() => {
  // What is not laid out is never near: everything is.
  vi.stubGlobal('IntersectionObserver', undefined);
  server.listen({ onUnhandledRequest: 'error' });
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const BOARD = `/scripts/${script.id}/board`;
const score = {
  total: 71,
  reasons: [{ aspect: 'screen_direction', score: 40, message: 'Tom looks left in 1A and in 1B.' }],
} as const;
const drawn = (id: string, over = {}) =>
  shot(id, { take_count: 1, active_take: take(`t-${id}`, { active: true, score: score as never }), ...over });

const has = (shots: () => unknown[]) => [
  http.get('*/api/v1/scripts/:id/versions/:n/scenes', () => page([scene()])),
  http.get('*/api/v1/scenes/:id/shots', () => HttpResponse.json({ items: shots() })),
  http.get('*/api/v1/shots/:id/takes', ({ params }) =>
    HttpResponse.json({
      // The newest first, as the server lists them.
      items: [
        take('second', { refinement: 'darker', position: 7 }),
        take(`t-${params.id}`, { active: true }),
      ],
    }),
  ),
];
const frame = (name: string) => screen.findByRole('button', { name: new RegExp(`Shot\\s*${name}`) });

test('a scene without shots is broken down, and its frames take the place of the hint', async () => {
  const live = stream();
  let shots: unknown[] = [];
  let key: string | null = '';
  const { user } = open(
    BOARD,
    live.handler,
    ...has(() => shots),
    http.post('*/api/v1/scenes/:id/breakdown', ({ request }) => {
      key = request.headers.get('idempotency-key');
      return HttpResponse.json(job('b', { kind: 'break_down_scene' }), { status: 202 });
    }),
  );
  expect(await screen.findByText(/No shots yet/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /Break down\s*scene 1/ }));
  expect(await screen.findByText('Scene 1 is being broken down')).toBeTruthy();
  expect(key).toBeTruthy();
  await live.ready();
  shots = [shot('a'), shot('b', { size: 'cu' })];
  live.send(
    'scene.broken_down',
    {
      position: 30,
      type: 'scene.broken_down',
      aggregate: 'scene',
      aggregate_id: 'scene-1',
      sequence: 2,
      at: '2026-03-02T12:00:00Z',
      script_id: script.id,
      data: {},
    },
    30,
  );
  expect((await frame('1A')).getAttribute('data-state')).toBe('blank');
  expect((await frame('1B')).textContent).toContain('CU, 49 mm');
  expect(screen.getByText('2 shots, 0:06')).toBeTruthy();
});

test('frames arrive while one looks on: in line, being drawn with its preview, drawn', async () => {
  const live = stream();
  let shots: unknown[] = [shot('a'), shot('b')];
  const running = job('s', {
    kind: 'storyboard_scene',
    script_id: script.id,
    input: input({ scene: 'scene-1', revision: 1 }),
    state: 'running',
  });
  open(
    BOARD,
    live.handler,
    http.get('*/api/v1/jobs', ({ request }) =>
      page(new URL(request.url).searchParams.get('state') === 'running' ? [running] : []),
    ),
    ...has(() => shots),
  );
  await waitFor(async () => expect((await frame('1B')).getAttribute('data-state')).toBe('awaited'));
  await live.ready();
  const tick = { job_id: 's', state: 'running', phase: 'generating_images', attempt: 1, total_steps: 2 };
  live.send('progress', {
    ...tick,
    step: 1,
    fraction: 0.3,
    message: 'Drawing 1A',
    eta_s: 42,
    preview_url: 'data:image/jpeg;base64,AAAA',
  });
  const first = await frame('1A');
  await waitFor(() => expect(first.getAttribute('data-state')).toBe('drawing'));
  expect(within(first).getByText('Drawing, frame 1 of 2')).toBeTruthy();
  expect(within(first).getByText('42 s left')).toBeTruthy();
  expect(first.querySelector('img')?.getAttribute('src')).toBe('data:image/jpeg;base64,AAAA');
  expect(within(first).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('30');

  shots = [drawn('a'), shot('b')];
  live.send(
    'scene.take_added',
    {
      position: 31,
      type: 'scene.take_added',
      aggregate: 'scene',
      aggregate_id: 'scene-1',
      sequence: 3,
      at: '2026-03-02T12:00:00Z',
      script_id: script.id,
      data: {},
    },
    31,
  );
  live.send('progress', { ...tick, step: 2, fraction: 0.6, message: 'Drawing 1B', eta_s: 20 });
  await waitFor(() => expect(first.getAttribute('data-state')).toBe('drawn'));
  expect(first.querySelector('img')?.getAttribute('src')).toBe('/api/v1/assets/board-t-a/content');
  expect((await frame('1B')).getAttribute('data-state')).toBe('drawing');
});

test('a shot opens beside the board, says why it scores as it does, and gives the focus back', async () => {
  const { user, history } = open(BOARD, ...has(() => [drawn('a'), drawn('b')]));
  await user.click(await frame('1B'));
  const panel = await screen.findByTestId('shot');
  expect(within(panel).getByRole('heading', { name: 'Shot 1B' })).toBe(document.activeElement);
  expect(history.location.search).toContain('shot=b');
  expect(within(panel).getByText('Fog off the “far” bank.', { exact: false })).toBeTruthy();
  await user.click(within(panel).getByRole('button', { name: 'Consistency, 71 of 100' }));
  expect(within(panel).getByText('Tom looks left in 1A and in 1B.')).toBeTruthy();
  await user.click(within(panel).getByRole('button', { name: 'Previous shot' }));
  expect(await screen.findByRole('heading', { name: 'Shot 1A' })).toBeTruthy();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByTestId('shot')).toBeNull());
  const back = await frame('1A');
  await waitFor(() => expect(document.activeElement).toBe(back));
});

test('a take is looked at before it is used', async () => {
  let sent: unknown;
  const { user } = open(
    `${BOARD}?scene=scene-1&shot=a`,
    ...has(() => [drawn('a')]),
    http.put('*/api/v1/shots/:id/active-take', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(drawn('a'));
    }),
  );
  const panel = await screen.findByTestId('shot');
  expect(await within(panel).findByRole('button', { name: 'Take 1, in use' })).toBeTruthy();
  await user.click(within(panel).getByRole('button', { name: 'Take 2' }));
  expect(sent).toBeUndefined();
  expect(within(panel).getByText(/Asked for: “darker”/)).toBeTruthy();
  await user.click(within(panel).getByRole('button', { name: 'Use take 2' }));
  await waitFor(() => expect(sent).toEqual({ take_id: 'second' }));
});

test('a shot is refined in words and by dials; what is not understood stands at the words', async () => {
  const sent: unknown[] = [];
  const { user } = open(
    `${BOARD}?scene=scene-1&shot=a`,
    ...has(() => [drawn('a')]),
    http.post('*/api/v1/shots/:id/refine', async ({ request }) => {
      sent.push(await request.json());
      return sent.length === 1
        ? problem(422, 'validation', 'one field is wrong', [
            {
              pointer: '/refinement_prompt',
              message: 'asks for nothing that can be done; not understood: bluer',
            },
          ])
        : HttpResponse.json(job('r', { kind: 'refine_shot' }), { status: 202 });
    }),
  );
  const panel = await screen.findByTestId('shot');
  const draw = await within(panel).findByRole<HTMLButtonElement>('button', {
    name: 'Draw another take',
  });
  expect(draw.disabled).toBe(true);
  await user.type(within(panel).getByLabelText('Refine'), 'bluer');
  await user.click(draw);
  expect(await within(panel).findByText(/not understood: bluer/)).toBeTruthy();
  within(panel).getByRole('slider', { name: /Light/ }).focus();
  await user.keyboard('{ArrowLeft}{ArrowLeft}');
  await user.click(draw);
  await waitFor(() => expect(sent.length).toBe(2));
  expect(sent[1]).toEqual({ refinement_prompt: 'bluer', params: { lighting: 48 } });
});

test('a plan is changed field by field, and a locked shot keeps its plan', async () => {
  let locked = false;
  const sent: unknown[] = [];
  const { user } = open(
    `${BOARD}?scene=scene-1&shot=a`,
    ...has(() => [drawn('a', { locked })]),
    http.patch('*/api/v1/shots/:id', async ({ request }) => {
      const body = (await request.json()) as { locked?: boolean };
      sent.push(body);
      locked = body.locked ?? locked;
      return HttpResponse.json(drawn('a', { locked }));
    }),
  );
  const panel = await screen.findByTestId('shot');
  await user.click(await within(panel).findByRole('button', { name: 'Plan of the shot' }));
  const description = within(panel).getByLabelText<HTMLTextAreaElement>('Description');
  await user.clear(description);
  await user.type(description, 'Ada waits.');
  await user.click(within(panel).getByRole('button', { name: 'Save shot' }));
  await waitFor(() => expect(sent).toEqual([{ description: 'Ada waits.' }]));
  await user.click(within(panel).getByRole('button', { name: 'Lock shot 1A' }));
  await waitFor(() => expect(sent.at(-1)).toEqual({ locked: true }));
  await waitFor(() => expect(description.disabled).toBe(true));
  expect(within(panel).getByText(/The shot is locked/)).toBeTruthy();
});

test('a shot is filmed from its panel, and its clip plays there', async () => {
  const live = stream();
  let clips: unknown[] = [];
  const asked: string[] = [];
  const { user } = open(
    `${BOARD}?scene=scene-1&shot=a`,
    live.handler,
    ...has(() => [drawn('a'), shot('b')]),
    http.get('*/api/v1/assets', ({ request }) => {
      const query = new URL(request.url).searchParams;
      return page(query.get('tag') === 'clip' && query.get('scene') === 'scene-1' ? clips : []);
    }),
    http.post('*/api/v1/shots/:id/clip', ({ params }) => {
      asked.push(String(params.id));
      return HttpResponse.json(job('c', { kind: 'film_shot' }), { status: 202 });
    }),
  );
  const panel = await screen.findByTestId('shot');
  await user.click(await within(panel).findByRole('button', { name: 'Clip' }));
  await user.click(within(panel).getByRole('button', { name: 'Film this shot' }));
  expect(await screen.findByText('Shot 1A is being filmed')).toBeTruthy();
  expect(asked).toEqual(['a']);
  await live.ready();
  clips = [
    { id: 'other', shot_id: 'b' },
    { id: 'clip', shot_id: 'a' },
  ];
  live.send(
    'asset.added',
    {
      position: 30,
      type: 'asset.added',
      aggregate: 'asset',
      aggregate_id: 'clip',
      sequence: 1,
      at: '2026-03-02T12:00:00Z',
      data: {},
    },
    30,
  );
  const clip = await screen.findByLabelText('Clip of shot 1A');
  expect(clip.getAttribute('src')).toBe('/api/v1/assets/clip/content');
  expect(within(panel).getByRole('button', { name: 'Film it again' })).toBeTruthy();
  await user.click(within(panel).getByRole('button', { name: 'Next shot' }));
  expect(await screen.findByRole('heading', { name: 'Shot 1B' })).toBeTruthy();
  const next = screen.getByTestId('shot');
  await user.click(within(next).getByRole('button', { name: 'Clip' }));
  const film = within(next).getByRole<HTMLButtonElement>('button', { name: /Film/ });
  expect(within(next).getByText('Draw its frame first.')).toBeTruthy();
  expect(film.disabled).toBe(true);
});

test('the film is asked for from the board, and followed there', async () => {
  let asked: unknown;
  let jobs: unknown[] = [];
  const { user } = open(
    BOARD,
    http.get('*/api/v1/jobs', ({ request }) =>
      page(new URL(request.url).searchParams.get('kind') === 'produce' ? jobs : []),
    ),
    ...has(() => [drawn('a')]),
    http.post('*/api/v1/scripts/:id/produce', async ({ request }) => {
      asked = await request.json();
      const made = job('p', { kind: 'produce', input: input(asked as object), state: 'running' });
      jobs = [{ ...made, totals: { ...made.totals, total: 8, completed: 2, running: 1, waiting: 5 } }];
      return HttpResponse.json(jobs[0], { status: 202 });
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Make the film' }));
  expect(await screen.findByText('The film is being made')).toBeTruthy();
  expect(asked).toEqual({ scope: 'script', want: ['film_script'] });
  expect(screen.queryByRole('button', { name: 'Make the film' })).toBeNull();
  expect(screen.getByRole('link', { name: 'See the graph' }).getAttribute('href')).toBe('/jobs/p');
});
