import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../src/api/client';
import { account, open, page, problem, server } from '../app';
import { AT, input, job, totals } from '../production';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const waiting = (id: string, position: number, over: Partial<Job> = {}) =>
  job(id, {
    kind: 'generate_script',
    state: 'queued',
    attempt: 0,
    input: input({ script_type: id, length: 'short' }),
    queue: { position, eta_s: position ? 60 * position : null },
    ...over,
  });
const LINE = [waiting('c', 3), waiting('b', 2), waiting('a', 0)];
const order = () => {
  const line = screen.getByRole('region', { name: 'Waiting, in this order' });
  return [...line.querySelectorAll('[data-job]')].map((row) => row.getAttribute('data-job')).join('');
};

test('only whole jobs are listed: what runs, who waits for whom, what is over', async () => {
  let query = '';
  open(
    '/jobs',
    http.get('*/api/v1/jobs', ({ request }) => {
      query = new URL(request.url).search;
      return page([
        job('p', { totals: totals({ completed: 1, waiting: 2 }), paused: true }),
        job('x', { cancelling: true }),
        ...LINE,
        job('d', { state: 'partially_completed', totals: totals({ completed: 2, failed: 1, waiting: 0 }) }),
      ]);
    }),
  );
  const running = await screen.findByRole('region', { name: 'Running' });
  expect(query).toContain('top=true');
  expect(within(running).getByText('Paused')).toBeTruthy();
  expect(within(running).getByRole('button', { name: /^Resume production/ })).toBeTruthy();
  expect(within(running).getByText('Cancelling')).toBeTruthy();
  expect(within(running).queryAllByRole('button', { name: /^Cancel / })).toHaveLength(1);
  expect(order()).toBe('abc');
  expect(screen.getByText('Next in line')).toBeTruthy();
  expect(screen.getByText('4th in line')).toBeTruthy();
  expect(screen.getByText('starts in 3:00')).toBeTruthy();
  const over = screen.getByRole('region', { name: 'Over' });
  expect(within(over).getByRole('button', { name: /^Retry production/ })).toBeTruthy();
});

test('a job is moved first at once, keeps the focus, and stays there when the server agrees', async () => {
  let now = LINE;
  const sent: unknown[] = [];
  const { user } = open(
    '/jobs',
    http.get('*/api/v1/jobs', () => page(now)),
    http.patch('*/api/v1/jobs/:id', async ({ request, params }) => {
      const { priority } = (await request.json()) as { priority: number };
      sent.push([params.id, priority]);
      now = now.map((one) => (one.id === params.id ? { ...one, priority } : one));
      return HttpResponse.json(now.find(({ id }) => id === params.id));
    }),
  );
  await screen.findByText('4th in line');
  const up = screen.getByRole('button', { name: 'Move c, short first' });
  up.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(order()).toBe('cab'));
  await waitFor(() =>
    expect(document.activeElement?.closest('[data-job]')?.getAttribute('data-job')).toBe('c'),
  );
  await waitFor(() => expect(sent).toEqual([['c', 1]]));
  expect(await screen.findByText('C, short is now 1st of your waiting jobs')).toBeTruthy();
  expect(order()).toBe('cab');
});

test('a move that the server refuses is taken back, and told', async () => {
  const { user } = open(
    '/jobs',
    http.get('*/api/v1/jobs', () => page(LINE)),
    http.patch('*/api/v1/jobs/:id', () => problem(409, 'conflict', 'the job is over')),
  );
  await screen.findByText('4th in line');
  await user.click(screen.getByRole('button', { name: 'Move c, short sooner' }));
  expect(await screen.findByText('The job is over.')).toBeTruthy();
  await waitFor(() => expect(order()).toBe('abc'));
});

test('what has not begun is one choice, however far it came', async () => {
  const asked: (string | null)[] = [];
  const { user, history } = open(
    '/jobs',
    http.get('*/api/v1/jobs', ({ request }) => {
      const { searchParams } = new URL(request.url);
      if (searchParams.get('top') && !searchParams.get('limit')) asked.push(searchParams.get('state'));
      return page([]);
    }),
  );
  await user.click(await screen.findByRole('radio', { name: 'Waiting' }));
  expect(await screen.findByText('No job is “waiting”')).toBeTruthy();
  expect(history.location.search).toBe('?state=waiting');
  expect(asked.at(-1)).toBe('pending,validating,queued');
  expect(screen.queryByRole('radio', { name: 'Asked for' })).toBeNull();
  await user.click(screen.getByRole('radio', { name: 'Failed' }));
  await waitFor(() => expect(asked.at(-1)).toBe('failed'));
});

test('an address that names one state of waiting shows all that waits', async () => {
  let asked: string | null = null;
  open(
    '/jobs?state=queued',
    http.get('*/api/v1/jobs', ({ request }) => {
      asked = new URL(request.url).searchParams.get('state') ?? asked;
      return page([]);
    }),
  );
  expect((await screen.findByRole('radio', { name: 'Waiting' })).getAttribute('aria-checked')).toBe('true');
  await waitFor(() => expect(asked).toBe('pending,validating,queued'));
});

const machines = [
  http.get('*/api/v1/workers', () =>
    HttpResponse.json({
      items: [
        {
          name: 'studio/0',
          engines: ['cpu'],
          device: '2 cores',
          version: '0.1.0',
          slots: 2,
          started_at: AT,
          heartbeat_at: AT,
          alive: false,
          draining: false,
          jobs: ['p'],
        },
      ],
    }),
  ),
  http.get('*/api/v1/maintenance', () =>
    HttpResponse.json({
      items: [
        {
          task: 'old_sessions',
          every_s: 600,
          last_run_at: AT,
          last_outcome: 'failed',
          last_removed: null,
          took_ms: 3,
          next_run_at: AT,
          error: 'connection refused',
          worker: 'studio/0',
        },
      ],
    }),
  ),
];

test('whoever runs the studio sees its machines, what they have, and the housekeeping', async () => {
  open(
    '/workers',
    ...machines,
    http.get('*/api/v1/jobs/:id', () => HttpResponse.json(job('p'))),
  );
  const card = (await screen.findByRole('heading', { name: 'studio/0' })).closest('li');
  expect(card?.textContent).toContain('Silent');
  expect(card?.textContent).toContain('1 of 2 in use');
  expect((await screen.findByRole('link', { name: /^Production, whole script/ })).getAttribute('href')).toBe(
    '/jobs/p',
  );
  expect(screen.getByText('Failed: connection refused')).toBeTruthy();
  expect(screen.getAllByRole('link', { name: 'Workers' }).length).toBeGreaterThan(0);
});

test('nobody else is led there', async () => {
  open(
    '/workers',
    http.get('*/api/v1/auth/me', () => HttpResponse.json({ ...account, role: 'member' })),
  );
  expect(await screen.findByText('Only for whoever runs this studio')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Workers' })).toBeNull();
});
