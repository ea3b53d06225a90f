import { expect, test } from 'vitest';
import type { GraphEdge, NodeState } from '../../src/api/client';
import { collapse, MANY, manyOf, stackId } from '../../src/features/productions/collapse';
import { faceOf, nodeView } from '../../src/features/productions/faces';
import { BOX, layOut, shapeKey } from '../../src/features/productions/layout';
import { sorted } from '../../src/features/productions/sort';
import { count, stackFace, stackLine } from '../../src/features/productions/stack';
import { clampScale, fitScale } from '../../src/features/productions/useZoom';
import { walk } from '../../src/features/productions/walk';
import { node } from '../production';

/** So many scenes, and the script that is made of them. */
function film(scenes: number, state: NodeState = 'queued') {
  const ids = Array.from({ length: scenes }, (_, at) => String(at + 1));
  return {
    nodes: [
      ...ids.map((id) => node(id, { state })),
      node('all', { kind: 'time_script', label: 'Timing of the script', state: 'waiting' }),
    ],
    edges: ids.map((from): GraphEdge => ({ from, to: 'all' })),
  };
}
const none = new Set<never>();
const shapeOf = ({ nodes, edges }: ReturnType<typeof film>) => collapse(nodes, edges, none);

test('the same shape has the same places, whatever progress was made', () => {
  const before = shapeOf(film(6));
  const after = shapeOf(film(6, 'completed'));
  expect(shapeKey(after)).toBe(shapeKey(before));
  expect(layOut(after)).toEqual(layOut(before));
  expect(shapeKey(shapeOf(film(7)))).not.toBe(shapeKey(before));
});

test('what is needed stands to the left of what needs it, no two boxes touch, and scenes stand in their order', () => {
  const { places, width, height, edges } = layOut(shapeOf(film(6)));
  const all = [...places.values()];
  for (const a of all) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.x + BOX.width).toBeLessThanOrEqual(width);
    expect(a.y + BOX.height).toBeLessThanOrEqual(height);
    for (const b of all)
      if (a !== b) expect(Math.abs(a.x - b.x) >= BOX.width || Math.abs(a.y - b.y) >= BOX.height).toBe(true);
  }
  for (const { from, to, path } of edges) {
    expect((places.get(from)?.x ?? 0) + BOX.width).toBeLessThan(places.get(to)?.x ?? 0);
    expect(path).toMatch(/^M[\d.]+,[\d.]+C/);
  }
  const scenes = ['1', '2', '3', '4', '5', '6'].map((id) => places.get(id)?.y ?? 0);
  expect(scenes).toEqual([...scenes].sort((a, b) => a - b));
});

test('an empty graph takes no room', () => {
  expect(layOut({ boxes: [], edges: [] })).toMatchObject({ width: 0, height: 0 });
});

test('more than sixty of a kind are one stack, with one line where there were hundreds', () => {
  expect(manyOf(film(MANY).nodes)).toEqual([]);
  const { nodes, edges } = film(200);
  expect(manyOf(nodes)).toEqual(['time_scene']);
  const stacked = collapse(nodes, edges, new Set(manyOf(nodes)));
  expect(stacked.boxes.map(({ id }) => id)).toEqual([stackId('time_scene'), 'all']);
  expect(stacked.boxes[0]?.nodes).toHaveLength(200);
  expect(stacked.edges).toEqual([{ from: stackId('time_scene'), to: 'all' }]);
  expect(collapse(nodes, edges, none).boxes).toHaveLength(201);
});

test('a stack shows what needs a look before what is well', () => {
  const counts = count(['completed', 'completed', 'failed', 'running']);
  expect(stackFace(counts)).toBe('failed');
  expect(stackLine(counts, 4)).toBe('2 of 4 made, 1 failed');
  expect(stackFace(count(['completed', 'reused']))).toBe('completed');
});

test('arrow keys follow the lines and the column', () => {
  const laid = layOut(shapeOf(film(3)));
  expect(walk(laid, '1', 'ArrowDown')).toBe('2');
  expect(walk(laid, '2', 'ArrowUp')).toBe('1');
  expect(walk(laid, '1', 'ArrowUp')).toBeUndefined();
  expect(walk(laid, '3', 'ArrowRight')).toBe('all');
  expect(walk(laid, 'all', 'ArrowLeft')).toBe('2');
  expect(walk(laid, 'all', 'ArrowRight')).toBeUndefined();
  expect(walk(laid, '3', 'Home')).toBe('1');
  expect(walk(laid, '1', 'End')).toBe('all');
});

test('a node looks as it is: made before, held, or running as its tick says', () => {
  expect(faceOf(node('1', { state: 'completed', reused: true }))).toBe('reused');
  expect(faceOf(node('1', { paused: true }))).toBe('paused');
  expect(faceOf(node('1', { paused: true, state: 'completed' }))).toBe('completed');
  const tick = {
    job_id: '1',
    state: 'running',
    phase: null,
    attempt: 1,
    step: 1,
    total_steps: 2,
    fraction: 0.42,
    message: 'Reading',
    eta_s: 30,
  } as const;
  const live = { attempt: 1, text: '', chars: 0, tick, over: false };
  expect(nodeView(node('1'), live)).toMatchObject({ face: 'running', said: '42%, 30 s left', attempt: 1 });
  expect(nodeView(node('1', { state: 'completed', attempt: 1 }), live)).toMatchObject({
    face: 'completed',
    said: 'Made',
  });
  expect(nodeView(node('1', { attempt: 2 }), live).face).toBe('queued');
  expect(nodeView(node('1', { state: 'failed', attempt: 3 })).said).toBe('Failed on try 3');
});

test('the table puts what failed first, and scene 2 before scene 10', () => {
  const nodes = [node('10'), node('2', { state: 'completed' }), node('3', { state: 'failed' })];
  expect(sorted(nodes, 'state').map(({ job_id }) => job_id)).toEqual(['3', '10', '2']);
  expect(sorted(nodes, 'name').map(({ job_id }) => job_id)).toEqual(['2', '3', '10']);
  expect(sorted(nodes, undefined)).toBe(nodes);
});

test('all of it fits, and nothing is larger than life', () => {
  expect(fitScale({ width: 1000, height: 500 }, { width: 500, height: 500 })).toBe(0.5);
  expect(fitScale({ width: 100, height: 100 }, { width: 500, height: 500 })).toBe(1);
  expect(fitScale({ width: 0, height: 0 }, { width: 500, height: 500 })).toBe(1);
  expect(clampScale(99)).toBeLessThan(2);
});
