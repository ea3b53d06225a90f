import { expect, test } from 'vitest';
import { isOdd } from '../../src/features/assets/Picture';
import { newShot, places } from '../../src/features/board/AddShot';
import { toneOf } from '../../src/features/board/Consistency';
import { gapAt, indexOf, placed } from '../../src/features/board/order';
import { peopleOf } from '../../src/features/board/PeopleField';
import { BARE, changedPlan, namesIn } from '../../src/features/board/plan';
import { filmOf } from '../../src/features/board/SceneFilm';
import { textOfSpan } from '../../src/features/board/SpanText';
import { staged } from '../../src/features/board/staging';
import { neighbour, walkFrames } from '../../src/features/board/walk';
import { lensMm, moved, pictureOf, shotLine } from '../../src/features/board/words';
import { drawnShot, isAwaited, workByScene } from '../../src/features/board/work';
import { viewOf } from '../../src/features/jobs/useJobView';
import { film, shot, take } from '../board';
import { input, job } from '../production';

test('a shot reads as on a camera list, and what is usual is not said', () => {
  expect(shotLine(shot('a'))).toBe('MS, 49 mm, static');
  expect(shotLine(shot('a', { size: 'ecu', angle: 'low', movement: 'push_in' }))).toBe(
    'ECU, low angle, 49 mm, push in',
  );
});

test('a field of view is the lens that sees it on a full frame', () => {
  expect([90, 65, 54, 39.6, 23.9].map(lensMm)).toEqual([18, 28, 35, 50, 85]);
});

test('only dials that were moved are sent', () => {
  const { params } = shot('a');
  expect(moved(params, { ...params })).toBeUndefined();
  expect(moved(params, { ...params, lighting: 20 })).toEqual({ lighting: 20 });
});

test('only what was changed of a plan is sent', () => {
  const plan = shot('a');
  expect(changedPlan(plan, { ...plan })).toEqual({});
  expect(changedPlan(plan, { ...plan, angle: 'low', notes: 'Slower.' })).toEqual({
    angle: 'low',
    notes: 'Slower.',
  });
  expect(changedPlan(plan, { ...plan, characters: ['ADA'] })).toEqual({});
  expect(changedPlan(plan, { ...plan, characters: [] })).toEqual({ characters: [] });
});

test('a take is shown with its slate, where it has one', () => {
  expect(pictureOf(take('t'))).toBe('board-t');
  expect(pictureOf(take('t', { board: null }))).toBe('still-t');
  expect(pictureOf(null)).toBeUndefined();
});

test('a frame cuts a slate off, and shows a picture of quite another shape whole', () => {
  const odd = (naturalWidth: number, naturalHeight: number) => isOdd({ naturalWidth, naturalHeight });
  expect([odd(1280, 720), odd(1280, 880), odd(1280, 700)]).toEqual([false, false, false]);
  expect([odd(1280, 536), odd(720, 720), odd(720, 1280)]).toEqual([true, true, true]);
  expect(odd(0, 0)).toBe(false);
});

test('a span counts bytes, and one that cuts a letter gives nothing', () => {
  const text = 'Fog off the “far” bank.';
  expect(textOfSpan(text, { start: 12, end: 21 })).toBe('“far”');
  expect(textOfSpan(text, { start: 13, end: 21 })).toBe('');
  expect(textOfSpan(text, { start: 0, end: 999 })).toBe('');
  expect(textOfSpan(text, { start: 5, end: 5 })).toBe('');
});

const boards = (id: string, over: object = {}) =>
  job(id, { kind: 'storyboard_scene', input: input({ scene: 'scene-1', revision: 1 }), ...over });

test('what covers or draws a scene is its work; what runs comes first, and nothing else counts', () => {
  const work = workByScene([
    boards('queued', { state: 'queued' }),
    boards('running', { state: 'running' }),
    job('mix', { kind: 'mix_scene', input: input({ scene: 'scene-1', revision: 1 }) }),
    job('odd', { kind: 'storyboard_scene', input: input({}) }),
  ]);
  expect([...work.keys()]).toEqual(['scene-1']);
  expect(work.get('scene-1')?.map(({ id }) => id)).toEqual(['running', 'queued']);
});

test('the frame being drawn is the one that is named, else the one it has come to, else the one asked for', () => {
  const shots = [shot('a'), shot('b'), shot('c')];
  const at = (step: number, message: string, over: object = {}) => {
    const one = boards('j', {
      state: 'running',
      progress: { state: 'running', step, total_steps: 3, fraction: 0.5, message, eta_s: 3, text: null },
      ...over,
    });
    return drawnShot(shots, one, viewOf(one, undefined));
  };
  expect(at(1, 'Drawing 1C')).toBe('c');
  expect(at(2, '')).toBe('b');
  expect(at(9, '')).toBeUndefined();
  const refine = { kind: 'refine_shot', input: input({ scene: 'scene-1', shot: 'a' }) };
  expect(at(2, '', refine)).toBe('a');
  expect(at(1, 'Drawing 1C', { state: 'queued', progress: null })).toBeUndefined();
});

test('a frame waits for its scene’s drawing, or for its own refinement', () => {
  const refine = job('r', { kind: 'refine_shot', input: input({ scene: 'scene-1', shot: 'a' }) });
  expect(isAwaited(shot('a'), [boards('s')])).toBe(true);
  expect(isAwaited(shot('a'), [refine])).toBe(true);
  expect(isAwaited(shot('b'), [refine])).toBe(false);
});

test('arrows go sideways in order, and up and down to the frame that stands there', () => {
  const at = (column: number, row: number) => ({ left: column * 100, top: row * 80, width: 90, height: 70 });
  const grid = [at(0, 0), at(1, 0), at(2, 0), at(0, 1), at(1, 1), at(0, 2)];
  expect(neighbour(grid, 0, 'ArrowRight')).toBe(1);
  expect(neighbour(grid, 2, 'ArrowRight')).toBe(3);
  expect(neighbour(grid, 0, 'ArrowLeft')).toBeUndefined();
  expect(neighbour(grid, 2, 'ArrowDown')).toBe(4);
  expect(neighbour(grid, 5, 'ArrowUp')).toBe(3);
  expect(neighbour(grid, 5, 'ArrowDown')).toBeUndefined();
  expect(neighbour(grid, 0, 'Enter')).toBeUndefined();
  expect(neighbour(grid, -1, 'ArrowRight')).toBeUndefined();
});

test('arrows with another key do something else', () => {
  const board = document.createElement('div');
  board.innerHTML = '<button data-frame="a"></button><button data-frame="b"></button>';
  document.body.append(board);
  const press = (over: object) =>
    walkFrames(board, new KeyboardEvent('keydown', { key: 'ArrowRight', ...over }));
  board.querySelector('button')?.focus();
  expect(press({ shiftKey: true })).toBe(false);
  expect(press({ altKey: true })).toBe(false);
  expect(press({})).toBe(true);
  expect(document.activeElement?.getAttribute('data-frame')).toBe('b');
  board.remove();
});

const ABC = ['a', 'b', 'c'].map((id) => ({ id }));
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join('');

test('a shot goes to its new place, and one that stays changes nothing', () => {
  expect(ids(placed(ABC, 'a', 2))).toBe('bca');
  expect(ids(placed(ABC, 'c', 0))).toBe('cab');
  expect(ids(placed(ABC, 'b', 99))).toBe('acb');
  expect(ids(placed(ABC, 'b', -5))).toBe('bac');
  expect(placed(ABC, 'b', 1)).toBe(ABC);
  expect(placed(ABC, 'x', 0)).toBe(ABC);
  expect(placed([], 'x', 0)).toEqual([]);
});

test('a dragged frame goes to the gap that is nearest, and a row ends with one of its own', () => {
  const at = (column: number, row: number) => ({ left: column * 100, top: row * 80, width: 90, height: 70 });
  const grid = [at(0, 0), at(1, 0), at(0, 1)];
  expect(gapAt(grid, 10, 30)).toEqual({ at: 0, side: 'before' });
  expect(gapAt(grid, 60, 30)).toEqual({ at: 1, side: 'before' });
  expect(gapAt(grid, 250, 30)).toEqual({ at: 1, side: 'after' });
  expect(gapAt(grid, 5, 400)).toEqual({ at: 2, side: 'before' });
  expect(gapAt(grid, 80, 72)).toEqual({ at: 1, side: 'before' });
  expect(gapAt([], 0, 0)).toBeUndefined();
  expect(indexOf({ at: 1, side: 'before' }, 0)).toBe(0);
  expect(indexOf({ at: 1, side: 'after' }, 0)).toBe(1);
  expect(indexOf({ at: 0, side: 'before' }, 2)).toBe(0);
  expect(indexOf({ at: 2, side: 'after' }, 0)).toBe(2);
});

test('wherever it is dropped, what the board shows is what the server is asked for', () => {
  for (const from of [0, 1, 2])
    for (const gap of [0, 1, 2, 3]) {
      const where = gap < 3 ? ({ at: gap, side: 'before' } as const) : ({ at: 2, side: 'after' } as const);
      const id = ABC[from]?.id ?? '';
      const rest = ids(ABC).split('');
      rest.splice(gap, 0, '|');
      const expected = rest.filter((other) => other !== id).map((other) => (other === '|' ? id : other));
      expect(ids(placed(ABC, id, indexOf(where, from)))).toBe(expected.join(''));
    }
});

test('things are named with commas between, each once', () => {
  expect(namesIn(' lamp, a letter,, Lamp ,')).toEqual(['lamp', 'a letter']);
  expect(namesIn('')).toEqual([]);
});

test('the cast and whoever else is in the shot can be chosen, each once and as the shot writes them', () => {
  expect(peopleOf(['Tom', 'Ada'], ['ADA', 'A boy'])).toEqual(['A boy', 'ADA', 'Tom']);
});

test('whoever comes into a shot has a place in it, and whoever was there keeps theirs', () => {
  const one = staged(['Ada'], []);
  expect(one).toMatchObject([{ character: 'Ada', x: 0, facing: -24, pose: 'stand' }]);
  const two = staged(['Ada', 'Tom'], []);
  expect(two.map(({ x }) => x)).toEqual([-0.75, 0.75]);
  expect(two.map(({ facing }) => Math.sign(facing))).toEqual([1, -1]);
  const sits = [{ ...two[0], x: 1.2, pose: 'sit' } as (typeof two)[number]];
  const joined = staged(['ADA', 'Tom'], sits);
  expect(joined[0]).toEqual(sits[0]);
  expect(joined[1]).toMatchObject({ character: 'Tom', x: 1.95, facing: -62 });
  expect(staged(['Tom'], joined)).toEqual([joined[1]]);
  expect(staged([], joined)).toEqual([]);
});

test('never more figures than a shot holds, and no two in one place', () => {
  const many = Array.from({ length: 20 }, (_, at) => `Guest ${at}`);
  const all = staged(many, []);
  expect(all).toHaveLength(12);
  expect(new Set(all.map(({ x }) => x)).size).toBe(12);
  const grown = many
    .slice(0, 12)
    .reduce((figures, _, at) => staged(many.slice(0, at + 1), figures), staged([], []));
  expect(new Set(grown.map(({ x }) => x)).size).toBe(12);
});

test('a new shot says what is unusual about it, and where it goes', () => {
  expect(newShot(BARE, 2)).toEqual({ size: 'ms', index: 2 });
  expect(newShot({ ...BARE, size: 'cu', angle: 'low' }, 0)).toEqual({ size: 'cu', angle: 'low', index: 0 });
  expect(places([{ name: '3A' }, { name: '3C' }]).map(({ label }) => label)).toEqual([
    'First',
    'After 3A',
    'After 3C',
  ]);
});

test('the film of a scene is the newest of that scene alone', () => {
  const films = [film('whole'), film('new', { scene_id: 's' }), film('old', { scene_id: 's' })];
  expect(filmOf(films, 's')?.id).toBe('new');
  expect(filmOf(films, 'other')).toBeUndefined();
  expect(filmOf(undefined, 's')).toBeUndefined();
});

test('a production of one scene’s film is that scene’s work; of more, or of something else, it is not', () => {
  const produce = (id: string, asked: object) => job(id, { kind: 'produce', input: input(asked) });
  const work = workByScene([
    produce('film', { scope: 'scene', id: 'scene-1', want: ['film_scene'] }),
    produce('mix', { scope: 'scene', id: 'scene-1', want: ['mix_scene'] }),
    produce('all', { scope: 'script', want: ['film_scene'] }),
  ]);
  expect([...work].map(([scene, jobs]) => [scene, jobs.map(({ id }) => id)])).toEqual([
    ['scene-1', ['film']],
  ]);
});

test('a score is good, middling or poor', () => {
  expect([95, 80, 60, 20].map(toneOf)).toEqual(['ok', 'ok', 'run', 'bad']);
});
