import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Job, JobGraph } from '../../src/api/client';
import { open, page, problem, script, server } from '../app';
import { FILM, graph, job, SCENE, totals } from '../production';
import { stream } from '../wire';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const graphIs = (now: () => JobGraph) => http.get('*/api/v1/jobs/:id/graph', () => HttpResponse.json(now()));
const jobIs = (now: () => Job) => http.get('*/api/v1/jobs/:id', () => HttpResponse.json(now()));
const box = (id: string) => screen.getByTestId('graph').querySelector<HTMLElement>(`[data-node="${id}"]`);
const placeOf = (id: string) => box(id)?.style.cssText;

test('the graph follows its events and ticks, reads itself again seldom, and nothing in it moves', async () => {
  const live = stream();
  let now = graph();
  let reads = 0;
  open(
    '/jobs/p',
    live.handler,
    graphIs(() => {
      reads += 1;
      return now;
    }),
    jobIs(() => job('p', { totals: totals() })),
  );
  await screen.findByTestId('graph');
  await waitFor(() => expect(box('1')?.dataset.face).toBe('queued'));
  const places = ['1', '2', 'all'].map(placeOf);
  await live.ready();

  live.event('job.started', '1', 20, { attempt: 1 });
  live.send('progress', {
    job_id: '1',
    state: 'running',
    phase: null,
    attempt: 1,
    step: 1,
    total_steps: 2,
    fraction: 0.42,
    message: 'Reading the scene',
    eta_s: 30,
  });
  await waitFor(() => expect(box('1')?.dataset.face).toBe('running'));
  expect(box('1')?.textContent).toContain('42%, 30 s left');

  now = {
    ...graph({ state: 'completed', attempt: 1 }, { state: 'failed', attempt: 1 }, { state: 'blocked' }),
  };
  const before = reads;
  for (let i = 0; i < 40; i += 1) live.event('job.phase_entered', '2', 30 + i, { attempt: 1 });
  live.event('job.completed', '1', 90, { attempt: 1 });
  await waitFor(() => expect(box('1')?.dataset.face).toBe('completed'));
  expect(box('2')?.dataset.face).toBe('failed');
  expect(box('all')?.dataset.face).toBe('blocked');
  expect(reads - before).toBeLessThanOrEqual(3);
  expect(['1', '2', 'all'].map(placeOf)).toEqual(places);

  live.send('progress', {
    job_id: 'p',
    state: 'running',
    phase: null,
    attempt: 1,
    step: 2,
    total_steps: 3,
    fraction: 0.66,
    message: '',
    eta_s: 5,
    totals: totals({ completed: 1, failed: 1, waiting: 1 }),
  });
  expect(await screen.findByText('66%, 5 s left')).toBeTruthy();
  expect(screen.getByRole('list', { name: 'How its parts stand' }).textContent).toContain('1 failed');
});

test('arrow keys walk the graph, Enter opens a node, Escape gives the focus back', async () => {
  const failed = {
    state: 'failed',
    attempt: 2,
    error: { class: 'permanent', message: 'no ink left' },
  } as const;
  let retried = '';
  const { user, history } = open(
    '/jobs/p',
    graphIs(() => graph({ state: 'completed' }, failed, { state: 'blocked', blocked_by: '2' })),
    http.get('*/api/v1/jobs/p', () =>
      HttpResponse.json(job('p', { totals: totals({ completed: 1, failed: 1, blocked: 1, waiting: 0 }) })),
    ),
    http.post('*/api/v1/jobs/:id/retry', ({ params }) => {
      retried = String(params.id);
      return HttpResponse.json(job(retried), { status: 202 });
    }),
    jobIs(() =>
      job('2', {
        kind: 'time_scene',
        label: 'Timing of scene 2',
        state: 'failed',
        attempt: 2,
        production_id: 'p',
      }),
    ),
  );
  await screen.findByTestId('graph');
  const tabbable = [...screen.getByTestId('graph').querySelectorAll('[data-node]')].filter(
    (one) => (one as HTMLElement).tabIndex === 0,
  );
  expect(tabbable.map((one) => (one as HTMLElement).dataset.node)).toEqual(['1']);
  box('1')?.focus();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(box('2'));
  await user.keyboard('{ArrowRight}');
  expect(document.activeElement).toBe(box('all'));
  await user.keyboard('{ArrowLeft}{ArrowDown}');
  expect(document.activeElement).toBe(box('2'));
  await user.keyboard('{Enter}');
  const panel = await screen.findByTestId('node');
  expect(await within(panel).findByText('No ink left.')).toBeTruthy();
  expect(within(panel).getByText('Failed on try 2')).toBeTruthy();
  await waitFor(() => expect(history.location.search).toContain('node='));
  await user.click(await within(panel).findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(retried).toBe('2'));
  await user.click(within(panel).getByRole('button', { name: /Timing of the script/ }));
  expect(await within(screen.getByTestId('node')).findByText('Blocked by')).toBeTruthy();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByTestId('node')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(box('all')));
  expect(screen.getByRole('button', { name: 'Retry 1 failed' })).toBeTruthy();
});

test('the table sorts by state and keeps that in the address', async () => {
  const { user, history } = open(
    '/jobs/p?view=table',
    graphIs(() => graph({ state: 'completed' }, { state: 'failed' })),
    jobIs(() => job('p')),
  );
  const table = await screen.findByRole('table', { name: 'Parts of the production' });
  await user.click(within(table).getByRole('button', { name: 'State' }));
  await waitFor(() => expect(history.location.search).toContain('sort=state'));
  const first = await waitFor(() => within(table).getAllByRole('row')[1]);
  expect(first?.textContent).toContain('Failed');
  expect(within(table).getByRole('columnheader', { name: 'State' }).getAttribute('aria-sort')).toBe(
    'ascending',
  );
});

test('results are read: running time with its one-liner and cast', async () => {
  open(
    '/jobs/p?view=results',
    graphIs(() => graph({ state: 'completed' }, { state: 'completed' }, { state: 'completed' })),
    http.get('*/api/v1/jobs/:id/result', () => HttpResponse.json({ made: FILM })),
    jobIs(() => job('p', { state: 'completed' })),
  );
  const liner = await screen.findByRole('table', { name: 'One-liner' });
  expect(within(liner).getAllByRole('row')[2]?.textContent).toBe('1:23INT. LAMP ROOM - DAY7/80:42ADA');
  expect(screen.getByText('2 3/8 pages')).toBeTruthy();
  expect(within(screen.getByRole('table', { name: 'Cast' })).getByText('1,100')).toBeTruthy();
});

test('a scene’s timing, its notes and coverage have pages of their own', async () => {
  const made = (kind: 'time_scene' | 'review_scene' | 'review_script', result: object) =>
    open(
      `/jobs/${kind}`,
      jobIs(() =>
        job(kind, {
          kind,
          label: `It is ${kind}`,
          state: 'completed',
          input: {},
          result: { made: result } as never,
        }),
      ),
    );
  made('time_scene', SCENE);
  expect(await screen.findByText('1 4/8')).toBeTruthy();
  expect(screen.getByText('1:23')).toBeTruthy();
  expect(within(screen.getByRole('table', { name: 'Who speaks' })).getByText('TOM')).toBeTruthy();
  const notes = { summary: 'She waits.', works: 'The quiet.', change: 'Cut a line.', grade: 4 };
  made('review_scene', notes);
  expect(await screen.findByText('Cut a line.')).toBeTruthy();
  expect(screen.getAllByText('4 of 5').length).toBeGreaterThan(0);
  made('review_script', {
    synopsis: 'A night.',
    strengths: 'Images.',
    weaknesses: 'Talk.',
    verdict: 'consider',
    grade: 3.6,
    scenes: [notes],
  });
  expect(await screen.findByText('Consider')).toBeTruthy();
  expect(screen.getByText('3.6 of 5')).toBeTruthy();
});

const ESTIMATE = {
  nodes: (['made', 'stale', 'missing'] as const).map((state, at) => ({
    kind: 'time_scene',
    label: String(at),
    needs: [],
    state,
    input_hash: String(at),
    estimate: { compute_ms: 1, usd_micros: 0 },
    job_id: null,
  })),
  estimate: { compute_ms: 90_000, usd_micros: 0 },
  spent: { compute_ms: 30_000, usd_micros: 0 },
  reserved: { compute_ms: 0, usd_micros: 0 },
  budget: { compute_ms: null as number | null, usd_micros: null },
  seconds: 45,
};
const room = (budget: number | null, asked: unknown[] = []) => [
  http.get('*/api/v1/scripts/:id/versions/:n/scenes', () => page()),
  http.get('*/api/v1/scripts/:id/budget', () =>
    HttpResponse.json({ ...ESTIMATE, budget: { compute_ms: budget, usd_micros: null } }),
  ),
  http.post('*/api/v1/scripts/:id/produce/estimate', async ({ request }) => {
    asked.push(await request.json());
    return HttpResponse.json({ ...ESTIMATE, budget: { compute_ms: budget, usd_micros: null } });
  }),
];

test('what it would take is said while one chooses, and a start leads to the production', async () => {
  const asked: unknown[] = [];
  let sent: unknown;
  const { user, history } = open(
    `/scripts/${script.id}/production`,
    ...room(null, asked),
    http.post('*/api/v1/scripts/:id/produce', async ({ request }) => {
      sent = await request.json();
      expect(request.headers.get('idempotency-key')).toBeTruthy();
      return HttpResponse.json(job('p'), { status: 202 });
    }),
    graphIs(() => graph()),
    jobIs(() => job('p')),
  );
  const estimate = await screen.findByTestId('estimate');
  expect(estimate.textContent).toContain('2 parts of 3 to make');
  expect(estimate.textContent).toMatch(/1 there already.*1 out of date.*1 never made/);
  expect(estimate.textContent).toContain('45 s');
  expect(estimate.textContent).toContain('no limit');
  const before = asked.length;
  expect(asked.at(-1)).toEqual({ scope: 'script', want: ['film_script'] });
  await user.click(screen.getByRole('checkbox', { name: /^Film/ }));
  await user.click(screen.getByRole('checkbox', { name: /^Coverage/ }));
  await user.click(screen.getByRole('checkbox', { name: /^Running time/ }));
  await waitFor(() => expect(asked.length).toBe(before + 1));
  expect(asked.at(-1)).toEqual({ scope: 'script', want: ['time_script', 'review_script'] });
  expect(await screen.findByText(/own workers have none/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Start production' }));
  await waitFor(() => expect(history.location.pathname).toBe('/jobs/p'));
  expect(sent).toEqual({ scope: 'script', want: ['time_script', 'review_script'] });
});

test('over the budget nothing can be started, and a refusal of the server is told', async () => {
  const { user } = open(`/scripts/${script.id}/production`, ...room(100_000));
  expect(await screen.findByText('Over the budget.')).toBeTruthy();
  expect(screen.getByRole('alert').textContent).toContain('1 min 10 s of the budget of 1 min 40 s is left');
  const start = screen.getByRole<HTMLButtonElement>('button', { name: 'Start production' });
  expect(start.disabled).toBe(true);

  server.use(
    ...room(null),
    http.post('*/api/v1/scripts/:id/produce', () =>
      problem(409, 'budget_exceeded', 'computing time: 90 s estimated, 30 s spent of a budget of 100 s'),
    ),
  );
  await user.click(screen.getByRole('checkbox', { name: /^Coverage/ }));
  await waitFor(() => expect(start.disabled).toBe(false));
  await user.click(start);
  expect(await screen.findByText(/30 s spent of a budget/)).toBeTruthy();
});

test('a budget is set in minutes and dollars; what is no amount is refused, and nothing is no limit', async () => {
  let sent: unknown;
  const { user } = open(
    `/scripts/${script.id}/production`,
    ...room(600_000),
    http.put('*/api/v1/scripts/:id/budget', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ ...ESTIMATE });
    }),
  );
  expect((await screen.findByText(/of 10 min/)).textContent).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Set budget' }));
  const minutes = await screen.findByLabelText<HTMLInputElement>('Computing minutes');
  expect(minutes.value).toBe('10');
  await user.clear(minutes);
  await user.type(screen.getByLabelText('US dollars'), 'much');
  await user.click(screen.getByRole('button', { name: 'Save budget' }));
  expect(await screen.findByText(/^Write a number/)).toBeTruthy();
  expect(sent).toBeUndefined();
  await user.clear(screen.getByLabelText('US dollars'));
  await user.type(screen.getByLabelText('US dollars'), '2.50');
  await user.click(screen.getByRole('button', { name: 'Save budget' }));
  await waitFor(() => expect(sent).toEqual({ compute_ms: null, usd_micros: 2_500_000 }));
});
