// Pictures and films that are asked for otherwise than usual: on the board, of one shot, for the whole film.
import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { drawingOf } from '../../src/features/board/DrawSheet';
import { makingOf } from '../../src/features/pictures/making';
import { said } from '../../src/features/pictures/words';
import { open, page, problem, script, server } from '../app';
import { film, scene, shot } from '../board';
import { job } from '../production';

beforeAll(() => {
  vi.stubGlobal('IntersectionObserver', undefined);
  server.listen({ onUnhandledRequest: 'error' });
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const BOARD = `/scripts/${script.id}/board`;
const board = [
  http.get('*/api/v1/scripts/:id/versions/:n/scenes', () => page([scene()])),
  http.get('*/api/v1/scenes/:id/shots', () =>
    HttpResponse.json({ items: [shot('a'), shot('b'), shot('c')] }),
  ),
  http.get('*/api/v1/shots/:id/takes', () => page()),
];
/** Takes what is sent, and answers with a job. */
const taking = (address: string, sent: unknown[]) =>
  http.post(address, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json(job('j'), { status: 202 });
  });
const pick = async (
  user: ReturnType<typeof open>['user'],
  within_: HTMLElement,
  field: string,
  word: string,
) => {
  await user.click(within(within_).getByRole('button', { name: new RegExp(`${field}$`) }));
  await user.click(await screen.findByRole('option', { name: word }));
};

test('what is usual is not said', () => {
  expect(said({ aspect_ratio: null, exr: false, quality: undefined })).toBeUndefined();
  expect(said({ exr: true, seed: 0 })).toEqual({ exr: true, seed: 0 });
  expect(makingOf({}, { quality: null })).toEqual({});
  expect(makingOf({ format: 'webm' }, { quality: 'high' })).toEqual({
    film: { format: 'webm' },
    picture: { quality: 'high' },
  });
  expect(drawingOf(4, 4, {}, {})).toEqual({});
  expect(drawingOf(4, 2, { weather: 'rain' }, { exr: true })).toEqual({
    frame_count: 2,
    base_params: { weather: 'rain' },
    picture: { exr: true },
  });
});

test('frames are drawn at a press as usual, and otherwise from a sheet', async () => {
  const sent: unknown[] = [];
  const { user } = open(BOARD, ...board, taking('*/api/v1/scenes/:id/storyboard', sent));
  await user.click(await screen.findByRole('button', { name: /Draw frames\s*of scene 1/ }));
  await waitFor(() => expect(sent).toEqual([{}]));
  await user.click(screen.getByRole('button', { name: 'More of scene 1' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Draw frames with settings' }));
  const sheet = await screen.findByRole('dialog', { name: 'Frames of scene 1' });
  await user.click(within(sheet).getByRole('radio', { name: '2.39:1' }));
  await pick(user, sheet, 'Resolution', 'High, 1080 lines');
  await pick(user, sheet, 'Time of day', 'Dusk');
  await user.click(within(sheet).getByRole('switch', { name: /OpenEXR/ }));
  within(sheet)
    .getByRole('slider', { name: /How many/ })
    .focus();
  await user.keyboard('{ArrowLeft}');
  await user.click(within(sheet).getByRole('button', { name: 'Draw frames' }));
  await waitFor(() =>
    expect(sent[1]).toEqual({
      frame_count: 2,
      base_params: { time_of_day: 'dusk' },
      picture: { aspect_ratio: '2.39:1', quality: 'high', exr: true },
    }),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('an engine that is not here is said where it was asked for, and no light is kept of it', async () => {
  const { user } = open(
    BOARD,
    ...board,
    http.post('*/api/v1/scenes/:id/storyboard', () =>
      problem(422, 'validation', 'one field is wrong', [
        { pointer: '/picture/engine', message: 'needs a diffusion model, and no worker here has one' },
      ]),
    ),
  );
  await user.click(await screen.findByRole('button', { name: 'More of scene 1' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Draw frames with settings' }));
  const sheet = await screen.findByRole('dialog');
  await user.click(within(sheet).getByRole('switch', { name: /OpenEXR/ }));
  await pick(user, sheet, 'Engine', 'Diffusion model');
  expect(within(sheet).queryByRole('switch', { name: /OpenEXR/ })).toBeNull();
  await user.click(within(sheet).getByRole('button', { name: 'Draw frames' }));
  expect((await within(sheet).findByRole('alert')).textContent).toContain('needs a diffusion model');
});

test('a shot is drawn again from another side, in another shape', async () => {
  const sent: unknown[] = [];
  const { user } = open(`${BOARD}?scene=scene-1&shot=a`, ...board, taking('*/api/v1/shots/:id/refine', sent));
  const panel = await screen.findByTestId('shot');
  await user.click(await within(panel).findByRole('button', { name: 'Camera, sky and picture' }));
  await pick(user, panel, 'Camera angle', 'Low angle');
  await user.click(within(panel).getByRole('radio', { name: '1:1' }));
  await user.click(within(panel).getByRole('button', { name: 'Draw another take' }));
  await waitFor(() =>
    expect(sent).toEqual([
      { refinement_prompt: '', params: { camera_angle: 'low' }, picture: { aspect_ratio: '1:1' } },
    ]),
  );
  await waitFor(() =>
    expect(within(panel).getByRole<HTMLInputElement>('radio', { name: '16:9' }).checked).toBe(true),
  );
});

test('the whole film is made as another file, at another rate, dressed otherwise, with a narrator', async () => {
  const sent: unknown[] = [];
  const { user } = open(BOARD, ...board, taking('*/api/v1/scripts/:id/produce', sent));
  await user.click(await screen.findByRole('button', { name: 'Film settings' }));
  const sheet = await screen.findByRole('dialog', { name: 'Film settings' });
  await user.click(within(sheet).getByRole('radio', { name: 'WebM' }));
  await user.click(within(sheet).getByRole('radio', { name: '25' }));
  await user.click(within(sheet).getByRole('radio', { name: 'In the picture' }));
  await user.click(within(sheet).getByRole('radio', { name: 'All fade' }));
  await user.click(within(sheet).getByRole('radio', { name: 'Scenes fade' }));
  await user.click(within(sheet).getByRole('switch', { name: /slate/ }));
  await user.click(within(sheet).getByRole('switch', { name: /narrator/ }));
  await user.click(within(sheet).getByRole('button', { name: 'Make the film' }));
  const film = {
    format: 'webm',
    fps: 25,
    captions: 'burned',
    transitions: 'scene_crossfades',
    slate: true,
    narrator: true,
  };
  await waitFor(() => expect(sent).toEqual([{ scope: 'script', want: ['film_script'], film }]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('the film of one scene is a file of the same kinds; what the server refuses stays to be changed', async () => {
  let refused = false;
  const sent: unknown[] = [];
  const { user } = open(
    BOARD,
    ...board,
    http.post('*/api/v1/scripts/:id/produce', async ({ request }) => {
      if (refused) return undefined;
      refused = true;
      await request.json();
      return problem(409, 'over_budget', 'the budget does not cover this');
    }),
    taking('*/api/v1/scripts/:id/produce', sent),
  );
  await user.click(await screen.findByRole('button', { name: 'More of scene 1' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Film scene with settings' }));
  const sheet = await screen.findByRole('dialog', { name: 'Film of scene 1' });
  await user.click(within(sheet).getByRole('radio', { name: 'WebM' }));
  await user.click(within(sheet).getByRole('button', { name: 'Film scene' }));
  expect(await within(sheet).findByText('The budget does not cover this.')).toBeTruthy();
  await user.click(within(sheet).getByRole('button', { name: 'Film scene' }));
  await waitFor(() =>
    expect(sent).toEqual([{ scope: 'scene', id: 'scene-1', want: ['film_scene'], film: { format: 'webm' } }]),
  );
});

test('a film is offered as the file it is', async () => {
  const { user } = open(
    `/scripts/${script.id}/film`,
    http.get('*/api/v1/assets', () =>
      page([
        film('w', {
          media_type: 'video/webm',
          file_name: 'film.webm',
          provenance: { source: { kind: 'upload' } } as never,
        }),
      ]),
    ),
    http.get('*/api/v1/scripts/:id/export', () => HttpResponse.text('WEBVTT')),
  );
  await user.click(await screen.findByRole('button', { name: 'Download' }));
  expect(await screen.findByRole('menuitem', { name: /The film \(WebM\)/ })).toBeTruthy();
});
