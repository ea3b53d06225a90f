import { expect, test } from 'vitest';
import { toneOf } from '../../src/features/board/Consistency';
import { changedPlan } from '../../src/features/board/ShotForm';
import { textOfSpan } from '../../src/features/board/SpanText';
import { neighbour } from '../../src/features/board/walk';
import { lensMm, moved, pictureOf, shotLine } from '../../src/features/board/words';
import { drawnShot, isAwaited, workByScene } from '../../src/features/board/work';
import { viewOf } from '../../src/features/jobs/useJobView';
import { shot, take } from '../board';
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
});

test('a take is shown with its slate, where it has one', () => {
  expect(pictureOf(take('t'))).toBe('board-t');
  expect(pictureOf(take('t', { board: null }))).toBe('still-t');
  expect(pictureOf(null)).toBeUndefined();
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

test('a score is good, middling or poor', () => {
  expect([95, 80, 60, 20].map(toneOf)).toEqual(['ok', 'ok', 'run', 'bad']);
});
