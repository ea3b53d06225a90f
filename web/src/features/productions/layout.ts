// Where each box of a graph stands. It is computed from the shape alone, boxes and edges, so that nothing moves while
// progress is made. Dagre: Sugiyama's layers, left to right.
import { Graph, layout as place } from '@dagrejs/dagre';
import { useMemo } from 'react';
import type { GraphEdge } from '../../api/client';

export const BOX = { width: 188, height: 54 };
const GAP = { ranksep: 72, nodesep: 14, marginx: 24, marginy: 24 };

export interface Shape {
  boxes: readonly { id: string }[];
  edges: readonly GraphEdge[];
}

export interface Point {
  x: number;
  y: number;
}

/** `x` and `y` are the box's upper left corner. */
export type Place = Point & { id: string };

export interface Laid {
  width: number;
  height: number;
  places: ReadonlyMap<string, Place>;
  edges: readonly (GraphEdge & { path: string })[];
}

/** Equal exactly for graphs of the same boxes and edges. */
export const shapeKey = ({ boxes, edges }: Shape): string =>
  `${boxes.map(({ id }) => id).join()};${edges.map(({ from, to }) => `${from}>${to}`).join()}`;

export function layOut({ boxes, edges }: Shape): Laid {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', ...GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of boxes) graph.setNode(id, { ...BOX });
  for (const { from, to } of edges) graph.setEdge(from, to);
  place(graph);
  const places = new Map<string, Place>();
  for (const { id } of boxes) {
    const { x, y } = graph.node(id) as Point;
    places.set(id, { id, x: x - BOX.width / 2, y: y - BOX.height / 2 });
  }
  inPlanOrder(places, edges);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: boxes.length ? width : 0,
    height: boxes.length ? height : 0,
    places,
    edges: edges.flatMap((edge) => {
      const from = places.get(edge.from);
      const to = places.get(edge.to);
      const bends = (graph.edge(edge.from, edge.to) as { points?: Point[] }).points ?? [];
      return from && to ? [{ ...edge, path: curve(from, to, bends) }] : [];
    }),
  };
}

/** Boxes that hang on the same others could stand in any order: they stand in the plan's, scene after scene. */
function inPlanOrder(places: Map<string, Place>, edges: readonly GraphEdge[]): void {
  const ties = new Map([...places.keys()].map((id) => [id, [] as string[]]));
  for (const { from, to } of edges) {
    ties.get(from)?.push(`>${to}`);
    ties.get(to)?.push(`<${from}`);
  }
  const twins = new Map<string, Place[]>();
  for (const place of places.values()) {
    const key = [place.x, ...(ties.get(place.id) ?? []).sort()].join();
    twins.set(key, [...(twins.get(key) ?? []), place]);
  }
  for (const group of twins.values()) {
    const heights = group.map(({ y }) => y).sort((a, b) => a - b);
    group.forEach((place, at) => {
      places.set(place.id, { ...place, y: heights[at] ?? place.y });
    });
  }
}

/** From the right side of one box to the left side of the other, around the boxes between them. */
function curve(from: Place, to: Place, bends: readonly Point[]): string {
  const start = { x: from.x + BOX.width, y: from.y + BOX.height / 2 };
  const end = { x: to.x, y: to.y + BOX.height / 2 };
  const near = end.x - start.x <= GAP.ranksep * 1.5;
  const points = [start, ...(near ? [] : bends.filter(({ x }) => x > start.x && x < end.x)), end];
  return points
    .map((point, at) => {
      const before = points[at - 1];
      if (!before) return `M${round(point.x)},${round(point.y)}`;
      const middle = round((before.x + point.x) / 2);
      return `C${middle},${round(before.y)} ${middle},${round(point.y)} ${round(point.x)},${round(point.y)}`;
    })
    .join('');
}

const round = (n: number) => Math.round(n * 10) / 10;

/** The layout of a shape, computed again only when the shape is another one. */
export function useLayout(shape: Shape): Laid {
  const key = shapeKey(shape);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the shape
  return useMemo(() => layOut(shape), [key]);
}
