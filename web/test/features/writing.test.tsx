// Versions by hand: written, kept until they are saved, saved on top of others, restored.

import { EditorView } from '@codemirror/view';
import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { queryClient } from '../../src/api/query';
import { open, page, problem, script, server } from '../app';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => localStorage.clear());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const AT = '2026-03-02T12:00:00Z';
const version = (number: number, text = 'EXT. BRIDGE - NIGHT\n\nFog.\n') => ({
  id: `v${number}`,
  script_id: script.id,
  number,
  parent: number > 1 ? number - 1 : null,
  script_type: 'screenplay',
  source: { kind: 'text', job_id: null, from: null },
  label: null,
  notes: '',
  text,
  scene_count: 1,
  word_count: 2,
  provenance: null,
  created_at: AT,
  created_by: 'a',
  position: number,
});
const has = (...numbers: number[]) => [
  http.get('*/api/v1/scripts/:id', () => HttpResponse.json({ ...script, head: Math.max(...numbers) })),
  http.get('*/api/v1/scripts/:id/versions', () => page(numbers.map((n) => version(n)))),
  http.get('*/api/v1/scripts/:id/versions/:n', ({ params }) => HttpResponse.json(version(Number(params.n)))),
];
const WRITE = `/scripts/${script.id}/write?from=1`;

/** Types at the end of the page, as the editor takes it. */
async function type(text: string) {
  const content = await screen.findByRole('textbox', { name: 'Screenplay' });
  const view = EditorView.findFromDOM(content as HTMLElement) as EditorView;
  act(() => view.dispatch({ changes: { from: view.state.doc.length, insert: text } }));
  return view;
}

test('a version is written from another, and its words are sent with their parent', async () => {
  let sent: unknown;
  const { user, history } = open(
    WRITE,
    http.post('*/api/v1/scripts/:id/versions', async ({ request }) => {
      expect(request.headers.get('idempotency-key')).toBeTruthy();
      sent = await request.json();
      return HttpResponse.json(version(2), { status: 201 });
    }),
    ...has(1),
  );
  const save = await screen.findByRole<HTMLButtonElement>('button', { name: /Save version/ });
  expect(save.disabled).toBe(true);
  await type('\nRain.\n');
  await user.type(screen.getByLabelText('Label'), 'Blue pages');
  await user.click(save);
  await waitFor(() => expect(history.location.pathname).toBe(`/scripts/${script.id}/versions/2`));
  expect(sent).toEqual({
    text: 'EXT. BRIDGE - NIGHT\n\nFog.\n\nRain.\n',
    script_type: 'screenplay',
    parent: 1,
    label: 'Blue pages',
  });
  expect(localStorage.length).toBe(0);
});

test('what is typed is there again after a reload, and gone once it says what it said before', async () => {
  open(WRITE, ...has(1));
  const first = await type('Rain.');
  expect(localStorage.getItem(`spool.unsaved.${script.id}/1`)).toContain('Rain.');
  act(() => first.dispatch({ changes: { from: first.state.doc.length - 5, to: first.state.doc.length } }));
  expect(localStorage.length).toBe(0);
});

test('text that was kept is what one goes on with', async () => {
  localStorage.setItem(`spool.unsaved.${script.id}/1`, 'Typed before.');
  open(WRITE, ...has(1));
  const content = await screen.findByRole('textbox', { name: 'Screenplay' });
  expect(content.textContent).toContain('Typed before.');
  const save = await screen.findByRole<HTMLButtonElement>('button', { name: /Save version/ });
  expect(save.disabled).toBe(false);
});

test('a version that came meanwhile is told, and one’s own is saved on top of it', async () => {
  const parents: unknown[] = [];
  const heads = [1];
  const { user, history } = open(
    WRITE,
    http.post('*/api/v1/scripts/:id/versions', async ({ request }) => {
      parents.push(((await request.json()) as { parent: number }).parent);
      if (parents.length > 1) return HttpResponse.json(version(3), { status: 201 });
      heads.push(2);
      void queryClient.invalidateQueries();
      return problem(409, 'head_moved', 'version 2 is newer');
    }),
    http.get('*/api/v1/scripts/:id', () => HttpResponse.json({ ...script, head: heads.at(-1) })),
    ...has(1, 2),
  );
  await type('Mine.');
  await user.click(screen.getByRole('button', { name: /Save version/ }));
  await user.click(await screen.findByRole('button', { name: 'Save it on top of 2' }));
  await waitFor(() => expect(history.location.pathname).toMatch(/versions\/3$/));
  expect(parents).toEqual([1, 2]);
});

test('a refusal that is no conflict is said over the page, and the text stays', async () => {
  const { user } = open(
    WRITE,
    http.post('*/api/v1/scripts/:id/versions', () => problem(413, 'too_large', 'the text is too long')),
    ...has(1),
  );
  const view = await type('Much.');
  await user.click(screen.getByRole('button', { name: /Save version/ }));
  expect(await screen.findByText('The text is too long.')).toBeTruthy();
  expect(view.state.doc.toString()).toContain('Much.');
});

test('an older version is restored once one has said so, and what came between stays', async () => {
  let restored = '';
  const { user, history } = open(
    `/scripts/${script.id}/versions/1`,
    http.post('*/api/v1/scripts/:id/versions/:n/restore', ({ params }) => {
      restored = String(params.n);
      return HttpResponse.json(version(3), { status: 201 });
    }),
    ...has(2, 1),
  );
  await user.click(await screen.findByRole('button', { name: 'Restore' }));
  const asked = await screen.findByRole('alertdialog', { name: 'Go back to version 1?' });
  await user.click(within(asked).getByRole('button', { name: 'Keep it as it is' }));
  expect(restored).toBe('');
  await user.click(screen.getByRole('button', { name: 'Restore' }));
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Restore' }));
  await waitFor(() => expect(history.location.pathname).toMatch(/versions\/3$/));
  expect(restored).toBe('1');
  expect(await screen.findByText('Version 3 repeats version 1')).toBeTruthy();
});

test('the newest version is not restored, and is edited as a new one', async () => {
  open(`/scripts/${script.id}/versions/2`, ...has(2, 1));
  const edit = await screen.findByRole('link', { name: 'Edit as new' });
  expect(edit.getAttribute('href')).toBe(`/scripts/${script.id}/write?from=2`);
  expect(screen.queryByRole('button', { name: 'Restore' })).toBeNull();
});
