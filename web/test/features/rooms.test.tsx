import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { account, open, page, problem, script, server } from '../app';
import { stream } from '../wire';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const AT = '2026-03-02T12:00:00Z';
const job = {
  id: '018f0000-0000-7000-8000-00000000000a',
  kind: 'generate_script',
  script_id: script.id,
  state: 'running',
  phase: 'generating_text',
  attempt: 1,
  max_attempts: 5,
  priority: 0,
  input: { prompt: 'Colder.', script_type: 'screenplay', length: 'short' },
  progress: {
    step: 1,
    total_steps: 3,
    fraction: 0.2,
    message: 'scene 1 of 3',
    eta_s: 20,
    text: 'EXT. BRIDGE - NIGHT\n',
  },
  error: null,
  result: null,
  label: null,
  production_id: null,
  paused: false,
  cancelling: false,
  queue: null,
  totals: null,
  estimate: { compute_ms: 20000, usd_micros: 0 },
  cost: { compute_ms: 0, usd_micros: 0 },
  requested_at: AT,
  started_at: AT,
  ended_at: null,
  links: { self: '', events: '', cancel: '', result: '', script: '' },
  position: 3,
};
const version = {
  id: '018f0000-0000-7000-8000-00000000000b',
  script_id: script.id,
  number: 1,
  parent: null,
  script_type: 'screenplay',
  source: { kind: 'text', job_id: null, from: null },
  label: 'White',
  notes: '',
  text: 'EXT. CANAL BRIDGE - NIGHT\n\nFog.\n\nADA\nNot yet.\n',
  scene_count: 1,
  word_count: 6,
  provenance: null,
  created_at: AT,
  created_by: account.id,
  position: 4,
};

test('a draft is asked for, its words appear as they come, and the version takes their place', async () => {
  const live = stream();
  let now: Record<string, unknown> = { ...job, state: 'queued', progress: null };
  let sent: unknown;
  const { user, history } = open(
    `/scripts/${script.id}`,
    live.handler,
    http.get('*/api/v1/scripts/:id', () => HttpResponse.json({ ...script, head: null, locked: false })),
    http.post('*/api/v1/scripts/:id/generate', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(now, { status: 202 });
    }),
    http.get('*/api/v1/jobs/:id', () => HttpResponse.json(now)),
    http.get('*/api/v1/scripts/:id/versions/:n', () => HttpResponse.json(version)),
  );
  const prompt = await screen.findByLabelText('Prompt');
  expect((prompt as HTMLTextAreaElement).value).toBe(script.logline);
  await user.clear(prompt);
  await user.type(prompt, 'Colder.');
  await user.click(screen.getByRole('radio', { name: 'Medium' }));
  await user.click(screen.getByRole('button', { name: /Write a screenplay/ }));
  await waitFor(() => expect(history.location.search).toBe(`?job=${job.id}`));
  expect(sent).toEqual({ prompt: 'Colder.', script_type: 'screenplay', length: 'medium' });

  await live.ready();
  const token = (offset: number, text: string) =>
    live.send('token', { job_id: job.id, script_id: script.id, attempt: 1, offset, text });
  now = { ...job, progress: null };
  live.send(
    'job.started',
    {
      position: 20,
      type: 'job.started',
      aggregate: 'job',
      aggregate_id: job.id,
      sequence: 2,
      at: AT,
      data: { attempt: 1 },
      script_id: script.id,
    },
    20,
  );
  token(0, 'EXT. CANAL BRIDGE - NIGHT\n\n');
  token(27, 'Fog off the water.');
  live.send('progress', {
    job_id: job.id,
    state: 'running',
    phase: 'generating_text',
    attempt: 1,
    step: 1,
    total_steps: 3,
    fraction: 0.5,
    message: 'scene 1 of 3',
    eta_s: 9,
  });
  expect(await screen.findByRole('heading', { name: /CANAL BRIDGE/ })).toBeTruthy();
  expect(await screen.findByText('Fog off the water.')).toBeTruthy();
  expect(await screen.findByText('50%')).toBeTruthy();
  expect(screen.getByText('9 s left')).toBeTruthy();

  now = { ...job, state: 'completed', ended_at: AT, result: { version_id: version.id, version_number: 1 } };
  live.send(
    'job.completed',
    {
      position: 21,
      type: 'job.completed',
      aggregate: 'job',
      aggregate_id: job.id,
      sequence: 3,
      at: AT,
      data: {},
      script_id: script.id,
    },
    21,
  );
  await waitFor(() => expect(history.location.pathname).toBe(`/scripts/${script.id}/versions/1`));
  expect(await screen.findByText('Version 1 is written')).toBeTruthy();
});

test('an empty prompt does not leave the page; what the server refuses stands at the prompt', async () => {
  let posts = 0;
  const { user } = open(
    `/scripts/${script.id}`,
    http.get('*/api/v1/scripts/:id', () => HttpResponse.json({ ...script, head: null })),
    http.post('*/api/v1/scripts/:id/generate', () => {
      posts += 1;
      return problem(422, 'validation', 'one field is wrong', [
        { pointer: '/prompt', message: 'is longer than 8000 characters' },
      ]);
    }),
  );
  const prompt = await screen.findByLabelText('Prompt');
  await user.clear(prompt);
  await user.click(screen.getByRole('button', { name: /Write a screenplay/ }));
  expect(posts).toBe(0);
  await user.type(prompt, 'Too long');
  await user.click(screen.getByRole('button', { name: /Write a screenplay/ }));
  expect(await screen.findByText('Is longer than 8000 characters.')).toBeTruthy();
});

test('jobs are cancelled where they are listed, and the filter stands in the address', async () => {
  let cancelled = '';
  const asked: (string | null)[] = [];
  const { user, history } = open(
    '/jobs',
    http.get('*/api/v1/jobs', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('state'));
      return page([job]);
    }),
    http.post('*/api/v1/jobs/:id/cancel', ({ params }) => {
      cancelled = String(params.id);
      return HttpResponse.json({ ...job, state: 'cancelled' });
    }),
  );
  const row = await screen.findByRole('listitem');
  expect(await within(row).findByText('The Last Lamplighter')).toBeTruthy();
  expect(within(row).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('20');
  await user.click(within(row).getByRole('button', { name: 'Cancel screenplay, short' }));
  await waitFor(() => expect(cancelled).toBe(job.id));
  await user.click(screen.getByRole('radio', { name: 'Failed' }));
  await waitFor(() => expect(asked).toContain('failed'));
  expect(history.location.search).toBe('?state=failed');
});

test('a label is saved without the text being touched', async () => {
  let sent: unknown;
  const { user } = open(
    `/scripts/${script.id}/versions/1`,
    http.get('*/api/v1/scripts/:id/versions/:n', () => HttpResponse.json(version)),
    http.patch('*/api/v1/scripts/:id/versions/:n', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ ...version, label: 'Blue' });
    }),
  );
  const label = await screen.findByLabelText('Label');
  await user.clear(label);
  await user.type(label, 'Blue');
  await user.click(screen.getByRole('button', { name: 'Save label and notes' }));
  await waitFor(() => expect(sent).toEqual({ label: 'Blue' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Save label and notes' })).toBeNull());
});

test('a character is made from the form, and opened', async () => {
  let sent: Record<string, unknown> = {};
  const made = {
    ...Object.fromEntries(['personality', 'goals', 'voice', 'backstory', 'look'].map((k) => [k, ''])),
    id: 'c1',
    name: 'Ada',
    archived: false,
    created_at: AT,
    updated_at: AT,
    position: 5,
  };
  const { user, history } = open(
    '/characters/new',
    http.post('*/api/v1/characters', async ({ request }) => {
      sent = (await request.json()) as Record<string, unknown>;
      return HttpResponse.json(made, { status: 201 });
    }),
    http.get('*/api/v1/characters/:id', () => HttpResponse.json(made)),
  );
  await user.type(await screen.findByLabelText('Name'), 'Ada');
  await user.type(screen.getByLabelText('Voice'), 'Short.');
  await user.click(screen.getByRole('button', { name: 'Create character' }));
  await waitFor(() => expect(history.location.pathname).toBe('/characters/c1'));
  expect(sent).toMatchObject({ name: 'Ada', voice: 'Short.' });
});

test('history shows who, what, before and after', async () => {
  open(
    `/scripts/${script.id}/history?type=script.retitled`,
    http.get('*/api/v1/scripts/:id/history', ({ request }) => {
      expect(new URL(request.url).searchParams.get('type')).toBe('script.retitled');
      return page([
        {
          position: 8,
          at: AT,
          actor: { kind: 'account', id: account.id, name: 'Ada Fenn' },
          type: 'script.retitled',
          aggregate: 'script',
          aggregate_id: script.id,
          summary: 'Title changed from “The Lamplighter” to “The Last Lamplighter”',
          before: 'The Lamplighter',
          after: 'The Last Lamplighter',
        },
      ]);
    }),
  );
  const row = await screen.findByRole('listitem');
  expect(row.textContent).toContain('Title changed');
  expect(row.textContent).toContain('Ada Fenn');
  expect(within(row).getByText('The Lamplighter').tagName).toBe('DEL');
  expect(within(row).getByText('The Last Lamplighter').tagName).toBe('INS');
});

test('a character without a face is drawn, and the portrait takes its place when it is there', async () => {
  const live = stream();
  const one = {
    ...Object.fromEntries(['personality', 'goals', 'voice', 'backstory', 'look'].map((k) => [k, ''])),
    id: 'c1',
    name: 'Ada',
    archived: false,
    created_at: AT,
    updated_at: AT,
    position: 5,
  };
  let portraits: unknown[] = [];
  const bodies: string[] = [];
  const { user } = open(
    '/characters/c1',
    live.handler,
    http.get('*/api/v1/characters/:id', () => HttpResponse.json(one)),
    http.get('*/api/v1/assets', ({ request }) => {
      expect(new URL(request.url).searchParams.get('tag')).toBe('portrait');
      return page(portraits);
    }),
    http.post('*/api/v1/characters/:id/portrait', async ({ request }) => {
      bodies.push(await request.text());
      return HttpResponse.json({ ...job, kind: 'draw_portrait' }, { status: 202 });
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Draw a portrait' }));
  expect(await screen.findByText('Ada is being drawn')).toBeTruthy();
  await live.ready();
  portraits = [{ id: 'face' }];
  live.send(
    'asset.added',
    {
      position: 22,
      type: 'asset.added',
      aggregate: 'asset',
      aggregate_id: 'face',
      sequence: 1,
      at: AT,
      data: {},
    },
    22,
  );
  expect(await screen.findByRole('img', { name: 'Portrait of Ada' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Draw another portrait' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Portrait settings' }));
  const sheet = await screen.findByRole('dialog', { name: 'Portrait of Ada' });
  expect(within(sheet).getByRole<HTMLInputElement>('radio', { name: '1:1' }).checked).toBe(true);
  await user.click(within(sheet).getByRole('radio', { name: '4:3' }));
  await user.click(within(sheet).getByRole('button', { name: /Style/ }));
  await user.click(await screen.findByRole('option', { name: 'Pencil' }));
  await user.click(within(sheet).getByRole('button', { name: 'Draw the portrait' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(bodies).toEqual(['', JSON.stringify({ picture: { aspect_ratio: '4:3', style: 'pencil' } })]);
});
