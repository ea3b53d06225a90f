import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { open, page, problem, script, server } from '../app';
import { film } from '../board';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  vi.restoreAllMocks();
});
afterAll(() => server.close());

const FILM = `/scripts/${script.id}/film`;
const made = {
  film: { asset: 'f' },
  poster: { asset: 'p' },
  captions: { asset: 'vtt' },
  duration_ms: 30_000,
  chapters: [
    { title: '1 EXT. BRIDGE - NIGHT', start_ms: 0 },
    { title: '2 INT. ROOM - DAY', start_ms: 12_000 },
  ],
};
const has = (films: unknown[]) => [
  http.get('*/api/v1/assets', () => page(films)),
  http.get('*/api/v1/jobs/:id/result', () => HttpResponse.json({ made })),
  http.get('*/api/v1/assets/vtt/content', () =>
    HttpResponse.text('WEBVTT\n\n00:00.000 --> 00:02.000\nNot yet.\n'),
  ),
];

beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (this: HTMLMediaElement) {
    Object.defineProperty(this, 'paused', { value: false, configurable: true });
    this.dispatchEvent(new Event('play'));
  });
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(function (this: HTMLMediaElement) {
    Object.defineProperty(this, 'paused', { value: true, configurable: true });
    this.dispatchEvent(new Event('pause'));
  });
});

const video = async () => (await screen.findByTestId('player')).querySelector('video') as HTMLVideoElement;

test('the newest film is on the screen with its captions, and its scenes are jumped to', async () => {
  const { user } = open(FILM, ...has([film('f')]));
  const element = await video();
  expect(element.getAttribute('src')).toBe('/api/v1/assets/f/content');
  await waitFor(() => expect(element.querySelector('track')?.getAttribute('src')).toMatch(/^blob:/));
  await user.click(await screen.findByRole('button', { name: /2 INT\. ROOM - DAY/ }));
  expect(element.currentTime).toBe(12);
  fireEvent(element, new Event('timeupdate'));
  expect((await screen.findByTestId('time')).textContent).toBe('0:12 of 0:30');
  expect(screen.getByRole('button', { name: /2 INT\. ROOM/ }).getAttribute('aria-current')).toBe('true');
});

test('the space bar plays and pauses, arrows skip, c hides the captions', async () => {
  const { user } = open(FILM, ...has([film('f')]));
  const element = await video();
  await user.keyboard(' ');
  expect(await screen.findByRole('button', { name: 'Pause' })).toBeTruthy();
  await user.keyboard(' ');
  expect(await screen.findByRole('button', { name: 'Play' })).toBeTruthy();
  await user.keyboard('{ArrowRight}');
  expect(element.currentTime).toBe(5);
  await user.keyboard('{ArrowLeft}');
  expect(element.currentTime).toBe(0);
  await screen.findByRole('button', { name: 'Hide captions' });
  await user.keyboard('c');
  expect(await screen.findByRole('button', { name: 'Show captions' })).toBeTruthy();
});

test('space plays for whoever came by the tab, which still has the focus', async () => {
  const { user } = open(
    `/scripts/${script.id}/history`,
    http.get('*/api/v1/scripts/:id/history', () => page()),
    ...has([film('f')]),
  );
  await user.click(await screen.findByRole('link', { name: 'Film' }));
  await video();
  expect(document.activeElement?.textContent).toBe('Film');
  await user.keyboard(' ');
  expect(await screen.findByRole('button', { name: 'Pause' })).toBeTruthy();
});

test('a scene that was clicked leaves the space bar to the film', async () => {
  const { user } = open(FILM, ...has([film('f')]));
  const element = await video();
  await user.click(await screen.findByRole('button', { name: /2 INT\. ROOM - DAY/ }));
  element.currentTime = 15;
  await user.keyboard(' ');
  expect(await screen.findByRole('button', { name: 'Pause' })).toBeTruthy();
  expect(element.currentTime).toBe(15);
});

test('without a film there is a way to one, and an export that is refused says why', async () => {
  const { user } = open(
    FILM,
    ...has([]),
    http.get('*/api/v1/scripts/:id/export', ({ request }) => {
      expect(new URL(request.url).searchParams.get('format')).toBe('edl');
      return problem(409, 'conflict', 'the version has no shots yet');
    }),
  );
  expect(await screen.findByRole('heading', { name: 'No film yet' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Make the film' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Download' }));
  const menu = await screen.findByRole('menu');
  expect(within(menu).queryByRole('menuitem', { name: /film/ })).toBeNull();
  await user.click(within(menu).getByRole('menuitem', { name: 'EDL' }));
  expect(await screen.findByText('The version has no shots yet.')).toBeTruthy();
});

test('bytes that did not come are asked for once more, in a session that is sure to be', async () => {
  let asked = 0;
  open(
    FILM,
    ...has([film('f')]),
    http.get('*/api/v1/auth/me', () => {
      asked += 1;
      return HttpResponse.json({ id: 'a', email: '', display_name: 'Ada', role: 'user', created_at: '' });
    }),
  );
  const first = await video();
  const before = asked;
  fireEvent.error(first);
  await waitFor(() => expect(asked).toBe(before + 1));
  await waitFor(async () => expect(await video()).not.toBe(first));
  fireEvent.error(await video());
  expect(await screen.findByText(/could not be played/)).toBeTruthy();
});
