// The player's controls and keys, its captions wherever they come from, and the way to take things away.
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchFile, takeFile } from '../../src/features/assets/download';
import { open, page, problem, script, server } from '../app';
import { film } from '../board';

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  vi.restoreAllMocks();
});
afterAll(() => server.close());

const FILM = `/scripts/${script.id}/film`;
const CAPTIONS = 'WEBVTT\n\n00:00.000 --> 00:02.000\nNot yet.\n';
const made = {
  film: { asset: 'f' },
  duration_ms: 30_000,
  chapters: [
    { title: '1 EXT. BRIDGE - NIGHT', start_ms: 0 },
    { title: '2 INT. ROOM - DAY', start_ms: 12_000 },
    { title: '3 EXT. ROOFS - DAWN', start_ms: 20_000 },
  ],
};
const has = (facts: object = made) => [
  http.get('*/api/v1/assets', () => page([film('f')])),
  http.get('*/api/v1/jobs/:id/result', () => HttpResponse.json({ made: facts })),
  http.get('*/api/v1/scripts/:id/export', () => HttpResponse.text(CAPTIONS)),
];
async function player(facts?: object) {
  const { user, history } = open(FILM, ...has(facts));
  const video = (await screen.findByTestId('player')).querySelector('video') as HTMLVideoElement;
  Object.defineProperty(video, 'duration', { value: 30, configurable: true });
  fireEvent(video, new Event('durationchange'));
  await screen.findByRole('button', { name: /3 EXT\. ROOFS/ });
  return { user, history, video };
}

test('n and p go through the scenes, and back from within a scene is to its own beginning', async () => {
  const { user, video } = await player();
  await user.keyboard('n');
  expect(video.currentTime).toBe(12);
  await user.keyboard('n');
  expect(video.currentTime).toBe(20);
  await user.keyboard('n');
  expect(video.currentTime).toBe(20);
  video.currentTime = 27;
  await user.keyboard('p');
  expect(video.currentTime).toBe(20);
  await user.keyboard('p');
  expect(video.currentTime).toBe(12);
});

test('no skip leads out of the film', async () => {
  const { user, video } = await player();
  video.currentTime = 28;
  await user.keyboard('{ArrowRight}');
  expect(video.currentTime).toBe(30);
  video.currentTime = 2;
  await user.keyboard('{ArrowLeft}');
  expect(video.currentTime).toBe(0);
});

test('arrows make it softer, m silences it, and what is louder is heard again', async () => {
  const { user, video } = await player();
  video.volume = 1;
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(video.volume).toBeCloseTo(0.8);
  await user.keyboard('m');
  expect(video.muted).toBe(true);
  fireEvent(video, new Event('volumechange'));
  expect(await screen.findByRole('button', { name: 'Sound on' })).toBeTruthy();
  await user.keyboard('{ArrowUp}');
  expect(video.muted).toBe(false);
});

test('f fills the screen with the film and its controls', async () => {
  const { user } = await player();
  const stage = screen.getByTestId('player');
  const full = vi.fn(async () => {});
  Object.assign(stage, { requestFullscreen: full });
  await user.keyboard('f');
  expect(full).toHaveBeenCalledTimes(1);
});

test('keys with Control are the browser’s', async () => {
  const { user, video } = await player();
  await user.keyboard('{Control>}n{/Control}');
  expect(video.currentTime).toBe(0);
});

test('the timeline is a slider that says its scene, and its arrows move in small steps', async () => {
  const { user, video } = await player();
  act(() => {
    video.currentTime = 13;
    fireEvent(video, new Event('timeupdate'));
  });
  const slider = await screen.findByRole('slider', { name: /Place in the film, 2 INT\. ROOM - DAY, 0:13/ });
  slider.focus();
  await user.keyboard('{ArrowRight}');
  expect(video.currentTime).toBeCloseTo(13.1);
});

test('a film without captions of its own has those of its script', async () => {
  const { video } = await player();
  await waitFor(() => expect(video.querySelector('track')?.getAttribute('src')).toMatch(/^blob:/));
  expect(await screen.findByRole('button', { name: 'Hide captions' })).toBeTruthy();
});

test('where there are no captions there is no button for them', async () => {
  open(
    FILM,
    http.get('*/api/v1/scripts/:id/export', () => problem(409, 'conflict', 'nobody speaks')),
    ...has(),
  );
  await screen.findByRole('button', { name: /1 EXT\. BRIDGE/ });
  expect(screen.queryByRole('button', { name: /captions/ })).toBeNull();
});

test('several films are chosen from, and the choice stands in the address', async () => {
  const { user, history } = open(
    FILM,
    http.get('*/api/v1/assets', () => page([film('f'), film('s', { scene_id: 'x', duration_ms: 8000 })])),
    ...has(),
  );
  await user.click(await screen.findByRole('button', { name: /Whole film, 0:30/ }));
  await user.click(await screen.findByRole('option', { name: /One scene, 0:08/ }));
  await waitFor(() => expect(history.location.search).toBe('?film=s'));
});

test('a film that does not say where its scenes begin says that', async () => {
  open(FILM, ...has({ ...made, chapters: [] }));
  expect(await screen.findByText('The film does not say where its scenes begin.')).toBeTruthy();
});

describe('files to keep', () => {
  const handed: { href: string; name: string }[] = [];
  beforeEach(() => {
    handed.length = 0;
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      handed.push({ href: this.href, name: this.download });
    });
  });

  test('a short one is fetched, and is called what the answer calls it', async () => {
    server.use(
      http.get('*/api/v1/scripts/s/export', () =>
        HttpResponse.text('x', { headers: { 'content-disposition': 'attachment; filename="The Lamp.edl"' } }),
      ),
    );
    await fetchFile('/api/v1/scripts/s/export?format=edl', 'untitled.edl');
    expect(handed).toEqual([{ href: expect.stringMatching(/^blob:/), name: 'The Lamp.edl' }]);
  });

  test('a session that ran out is renewed once', async () => {
    let asked = 0;
    server.use(
      http.post('*/api/v1/auth/refresh', () => HttpResponse.json({})),
      http.get('*/api/v1/scripts/s/export', () => {
        asked += 1;
        return asked === 1 ? problem(401, 'unauthorized', 'sign in first') : HttpResponse.text('x');
      }),
    );
    await fetchFile('/api/v1/scripts/s/export?format=srt', 'captions.srt');
    expect(asked).toBe(2);
    expect(handed[0]?.name).toBe('captions.srt');
  });

  test('a refusal is told, and nothing is handed over', async () => {
    server.use(http.get('*/api/v1/scripts/s/export', () => problem(409, 'conflict', 'there are no shots')));
    await expect(fetchFile('/api/v1/scripts/s/export?format=edl', 'x')).rejects.toThrow('there are no shots');
    expect(handed).toEqual([]);
  });

  test('a film goes straight to the browser', async () => {
    server.use(http.get('*/api/v1/auth/me', () => HttpResponse.json({})));
    await takeFile('/api/v1/assets/f/content', 'film.mp4');
    expect(handed).toEqual([{ href: expect.stringContaining('/assets/f/content'), name: 'film.mp4' }]);
  });
});
