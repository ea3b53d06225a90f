import { expect, test } from 'vitest';
import { fileNameOf } from '../../src/features/assets/download';
import { actOf } from '../../src/features/film/acts';
import { chapterAt, chapterJump, filmFacts } from '../../src/features/film/chapters';
import { newest } from '../../src/features/film/FilmRoom';
import { filmInWork } from '../../src/features/productions/FilmBar';
import { madeFrames, refined, sounds } from '../../src/features/results/made';
import { film } from '../board';
import { input, job } from '../production';

const chapters = [
  { title: '1 EXT. BRIDGE', startS: 0 },
  { title: '2 INT. ROOM', startS: 10 },
  { title: '3 EXT. ROOFS', startS: 20 },
];

test('a film’s job says where its bytes and its scenes are, in their order', () => {
  const facts = filmFacts({
    film: { asset: 'f' },
    poster: { asset: 'p' },
    captions: null,
    duration_ms: 30_500,
    chapters: [{ title: 'Two', start_ms: 9000 }, { title: 'One', start_ms: 0 }, 'odd'],
  });
  expect(facts).toEqual({
    film: 'f',
    poster: 'p',
    captions: undefined,
    burned: false,
    durationS: 30.5,
    chapters: [
      { title: 'One', startS: 0 },
      { title: 'Two', startS: 9 },
    ],
  });
  expect(filmFacts(undefined).chapters).toEqual([]);
});

test('a scene is on from its first frame until the next one’s', () => {
  expect([0, 9.9, 10, 25].map((at) => chapterAt(chapters, at))).toEqual([0, 0, 1, 2]);
  expect(chapterAt([], 4)).toBe(-1);
});

test('a jump goes to the next scene, to the beginning of this one, and soon after that to the one before', () => {
  expect(chapterJump(chapters, 4, 1)).toBe(10);
  expect(chapterJump(chapters, 25, 1)).toBeUndefined();
  expect(chapterJump(chapters, 16, -1)).toBe(10);
  expect(chapterJump(chapters, 11, -1)).toBe(0);
  expect(chapterJump(chapters, 1, -1)).toBe(0);
});

const press = (key: string, target: Element = document.body, over: object = {}) =>
  actOf({ key, target, ctrlKey: false, metaKey: false, altKey: false, ...over });

test('keys are those of players everywhere, and not where one types or presses something else', () => {
  expect(press(' ')).toEqual({ do: 'toggle' });
  expect(press('ArrowLeft')).toEqual({ do: 'skip', by: -5 });
  expect(press('c')).toEqual({ do: 'captions' });
  expect(press('f')).toEqual({ do: 'full' });
  expect(press('f', document.body, { ctrlKey: true })).toBeUndefined();
  expect(press('x')).toBeUndefined();
  const button = document.createElement('button');
  expect(press(' ', button)).toBeUndefined();
  expect(press('c', button)).toEqual({ do: 'captions' });
  const field = document.createElement('input');
  expect([' ', 'c', 'ArrowLeft'].map((key) => press(key, field))).toEqual([undefined, undefined, undefined]);
});

test('space plays after one came by a link, and from the timeline, whose arrows are its own', () => {
  const link = document.createElement('a');
  link.href = '/film';
  expect(press(' ', link)).toEqual({ do: 'toggle' });
  const timeline = document.createElement('input');
  timeline.type = 'range';
  expect(press(' ', timeline)).toEqual({ do: 'toggle' });
  expect(press('ArrowLeft', timeline)).toBeUndefined();
});

test('the newest whole film comes before the newest of a scene', () => {
  const scene = film('s', { scene_id: 'x' });
  expect(newest([scene, film('whole'), film('older')])?.id).toBe('whole');
  expect(newest([scene])?.id).toBe('s');
  expect(newest([])).toBeUndefined();
});

test('a film is in work while a production that wants it is', () => {
  const produce = (id: string, want: string[], state: 'running' | 'completed') =>
    job(id, { kind: 'produce', state, input: input({ scope: 'script', want }) });
  expect(
    filmInWork([
      produce('t', ['time_script'], 'running'),
      produce('done', ['film_script'], 'completed'),
      produce('now', ['film_script'], 'running'),
    ])?.id,
  ).toBe('now');
});

test('what the crafts leave is read as far as it goes', () => {
  expect(madeFrames({ frames: [{ name: '1A', still: { asset: 'a' } }, { name: '1B' }], drawn: 1 })).toEqual({
    frames: [
      { name: '1A', picture: 'a' },
      { name: '1B', picture: undefined },
    ],
    drawn: 1,
  });
  expect(refined({ still: { asset: 's' }, understood: ['darker'], ignored: [7, 'bluer'] })).toEqual({
    picture: 's',
    understood: ['darker'],
    ignored: ['bluer'],
  });
  expect(sounds({ ambience: { asset: 'a' }, effects: { asset: 'e' }, frames: 9 })).toEqual([
    { name: 'Ambience', asset: 'a' },
    { name: 'Effects', asset: 'e' },
  ]);
});

test('a file is called what the answer calls it', () => {
  expect(fileNameOf('attachment; filename="The Lamp.fdx"')).toBe('The Lamp.fdx');
  expect(fileNameOf('attachment; filename="x"; filename*=UTF-8\'\'L%C3%A4mp.pdf')).toBe('Lämp.pdf');
  expect(fileNameOf(null)).toBeUndefined();
});
