import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { queryClient } from '../../src/api/query';
import { mediaTypeOf } from '../../src/features/imports/queries';
import { lineOf, MOST_BYTES, readFile, readScreenplay, titleOfName } from '../../src/features/imports/read';
import { open, page, problem, script, server } from '../app';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const TEXT =
  'Title: _The **Lamp**_\nAuthor: Ada\n\nEXT. BRIDGE - NIGHT\n\nFog.\n\nADA (O.S.)\nNot yet.\n\nTOM\nFriday.\n\nADA\nNo.\n\nINT. ROOM - DAY\n\nRain.\n';
const FDX = `<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script"><Content>
<Paragraph Type="Scene Heading"><Text>INT. ROOM - DAY</Text></Paragraph>
<Paragraph Type="Action"><Text>Rain </Text><Text Style="Bold">falls.</Text></Paragraph>
<Paragraph Type="Character"><Text>ADA (V.O.)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Not yet.</Text></Paragraph></Content></FinalDraft>`;
const file = (text: string, name = 'the-lamp.fountain') => new File([text], name, { type: 'text/plain' });

describe('a file is read before it is sent', () => {
  test('Fountain: its title page, scenes, who speaks, pages', () => {
    const reading = readScreenplay(TEXT, 'x.fountain');
    expect(reading.title).toBe('The Lamp');
    expect(reading.scenes).toEqual(['EXT. BRIDGE - NIGHT', 'INT. ROOM - DAY']);
    expect(reading.speakers).toEqual(['ADA', 'TOM']);
    expect(reading.pages).toMatch(/\d\/8$/);
  });
  test('Final Draft: the same, with its title from the file’s name', () => {
    const reading = readScreenplay(FDX, 'the_last-lamp.fdx');
    expect(reading).toMatchObject({
      title: 'The last lamp',
      scenes: ['INT. ROOM - DAY'],
      speakers: ['ADA'],
    });
  });
  test('what is none says what it is instead', async () => {
    await expect(readFile(file('', 'a.txt'))).rejects.toThrow('The file is empty.');
    await expect(readFile(file('A letter.', 'a.txt'))).rejects.toThrow(/No scene heading/);
    await expect(readFile(file('x\u0000y', 'a.txt'))).rejects.toThrow('not a text file');
    await expect(readFile(file('%PDF', 'a.pdf'))).rejects.toThrow(/Export it as Fountain/);
    await expect(readFile(file('<?xml version="1.0"?><a><b></a>', 'a.fdx'))).rejects.toThrow(/Final Draft/);
    await expect(readFile(file('<?xml version="1.0"?><!DOCTYPE a>', 'a.fdx'))).rejects.toThrow(
      /document type/,
    );
    const large = file('x');
    Object.defineProperty(large, 'size', { value: MOST_BYTES + 1 });
    await expect(readFile(large)).rejects.toThrow('larger than 10 MB');
  });
  test('a line that is complained of is found', () => {
    expect(lineOf('Line 3: a heading has no name.', ['a', 'b', ' INT. '])).toEqual({
      number: 3,
      text: 'INT.',
    });
    expect(lineOf('Line 30: gone.', ['a'])).toBeUndefined();
    expect(lineOf('Too long.', ['a'])).toBeUndefined();
  });
  test('names become titles and media types', () => {
    expect(titleOfName('.fountain')).toBe('Untitled');
    expect(mediaTypeOf('A.FDX')).toBe('application/xml');
    expect(mediaTypeOf('a.txt')).toContain('text/plain');
  });
});

const choose = async (user: ReturnType<typeof open>['user'], one: File) =>
  user.upload((await screen.findByTestId('import-drop')).querySelector('input') as HTMLInputElement, one);

test('a chosen file shows what was read, is sent as it is, and becomes a script', async () => {
  let sent = '';
  let asked: URL | undefined;
  const { user, history } = open(
    '/scripts',
    http.post('*/api/v1/scripts/import', async ({ request }) => {
      asked = new URL(request.url);
      expect(request.headers.get('content-type')).toContain('text/plain');
      expect(request.headers.get('idempotency-key')).toBeTruthy();
      sent = await request.text();
      const imported = {
        source: 'fountain',
        scenes: 2,
        pages: 1,
        speakers: [{ name: 'ADA', character_id: 'c', created: true }],
      };
      return HttpResponse.json({ ...script, imported }, { status: 201 });
    }),
  );
  await choose(user, file(TEXT));
  const sheet = await screen.findByRole('dialog', { name: 'Import the-lamp.fountain' });
  expect(within(sheet).getByTestId('reading').textContent).toContain('2 scenes, 2 characters');
  expect(within(sheet).getByLabelText<HTMLInputElement>('Title').value).toBe('The Lamp');
  await user.click(within(sheet).getByRole('radio', { name: 'Short' }));
  await user.click(within(sheet).getByRole('button', { name: 'Import script' }));
  await waitFor(() => expect(history.location.pathname).toBe(`/scripts/${script.id}`));
  expect(sent).toBe(TEXT);
  expect(Object.fromEntries(asked?.searchParams ?? [])).toMatchObject({
    title: 'The Lamp',
    format: 'short',
    file_name: 'the-lamp.fountain',
    create_characters: 'true',
  });
});

test('what the server cannot read is said with its line', async () => {
  const { user } = open(
    '/scripts',
    http.post('*/api/v1/scripts/import', () =>
      problem(422, 'validation', 'one field is wrong', [
        { pointer: '/body', message: 'cannot be read: a boneyard is never closed, in line 6' },
      ]),
    ),
  );
  await choose(user, file(TEXT));
  await user.click(await screen.findByRole('button', { name: 'Import script' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The file cannot be read: a boneyard is never closed, in line 6.');
  expect(alert.textContent).toContain('6: Fog.');
});

test('what is no screenplay is refused before anything is sent', async () => {
  const { user } = open('/scripts');
  await choose(user, file('Dear Tom, it rains.', 'letter.txt'));
  expect((await screen.findByRole('alert')).textContent).toContain('letter.txt: No scene heading was found.');
  expect(screen.queryByRole('dialog')).toBeNull();
});

const rail = async (user: ReturnType<typeof open>['user'], one: File) =>
  user.upload((await screen.findByTestId('version-drop')).querySelector('input') as HTMLInputElement, one);
const version = (number: number) => ({
  id: `v${number}`,
  script_id: script.id,
  number,
  text: TEXT,
  label: null,
  notes: '',
  source: { kind: 'import', file: 'the-lamp.fountain' },
  script_type: 'screenplay',
  parent: number - 1 || null,
  provenance: null,
  created_by: 'a',
  created_at: '2026-03-02T12:00:00Z',
  updated_at: '2026-03-02T12:00:00Z',
  scene_count: 2,
  word_count: 9,
  position: 9,
});

test('a file becomes the next version of a script that is there', async () => {
  let asked: URL | undefined;
  let sent = '';
  const { user, history } = open(
    `/scripts/${script.id}/versions/1`,
    http.get('*/api/v1/scripts/:id/versions', () => page([version(1)])),
    http.get('*/api/v1/scripts/:id/versions/:n', ({ params }) =>
      HttpResponse.json(version(Number(params.n))),
    ),
    http.post('*/api/v1/scripts/:id/import', async ({ request }) => {
      asked = new URL(request.url);
      sent = await request.text();
      return HttpResponse.json(version(2), { status: 201 });
    }),
  );
  await screen.findByRole('link', { name: /Version 1/ });
  await rail(user, file(TEXT));
  const sheet = await screen.findByRole('dialog', { name: 'Import the-lamp.fountain' });
  expect(within(sheet).getByTestId('reading').textContent).toContain('2 scenes');
  await user.click(within(sheet).getByRole('button', { name: 'Import as version 2' }));
  await waitFor(() => expect(history.location.pathname).toBe(`/scripts/${script.id}/versions/2`));
  expect(sent).toBe(TEXT);
  expect(Object.fromEntries(asked?.searchParams ?? [])).toEqual({
    file_name: 'the-lamp.fountain',
    parent: '1',
  });
  expect(await screen.findByText('the-lamp.fountain is version 2')).toBeTruthy();
});

test('a version that came meanwhile is not overtaken unasked', async () => {
  let versions = [version(1)];
  const parents: (string | null)[] = [];
  const { user } = open(
    `/scripts/${script.id}/versions/1`,
    http.get('*/api/v1/scripts/:id/versions', () => page(versions)),
    http.get('*/api/v1/scripts/:id/versions/:n', () => HttpResponse.json(version(1))),
    http.post('*/api/v1/scripts/:id/import', ({ request }) => {
      parents.push(new URL(request.url).searchParams.get('parent'));
      if (parents.length > 1) return HttpResponse.json(version(3), { status: 201 });
      versions = [version(2), version(1)];
      void queryClient.invalidateQueries();
      return problem(409, 'head_moved', 'version 2 is newer');
    }),
  );
  await screen.findByRole('link', { name: /Version 1/ });
  await rail(user, file(TEXT));
  await user.click(await screen.findByRole('button', { name: 'Import as version 2' }));
  await user.click(await screen.findByRole('button', { name: 'Import it on top of 2' }));
  await waitFor(() => expect(parents).toEqual(['1', '2']));
});

test('a file that is no screenplay is refused in a script, too', async () => {
  const { user } = open(
    `/scripts/${script.id}`,
    http.get('*/api/v1/scripts/:id', () => HttpResponse.json({ ...script, head: null, version_count: 0 })),
  );
  await rail(user, file('Dear Tom, it rains.', 'letter.txt'));
  const sheet = await screen.findByRole('dialog', { name: 'This file is no screenplay' });
  expect(within(sheet).getByRole('alert').textContent).toContain('letter.txt: No scene heading was found.');
  await user.click(within(sheet).getByRole('button', { name: 'Choose another' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
