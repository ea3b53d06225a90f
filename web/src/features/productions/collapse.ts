// A film has hundreds of scenes, and each the same few nodes. Where one kind has too many to look at, they stand as one
// stack until it is opened.
import type { GraphEdge, GraphNode, JobKind } from '../../api/client';

/** More nodes of one kind than this are a stack at first. */
export const MANY = 60;

export type Box =
  | { id: string; kind: JobKind; node: GraphNode; nodes?: never }
  | { id: string; kind: JobKind; node?: never; nodes: GraphNode[] };

export interface Boxes {
  boxes: Box[];
  edges: GraphEdge[];
}

export const stackId = (kind: JobKind): string => `stack:${kind}`;

/** Kinds that have so many nodes that they are stacked at first. */
export function manyOf(nodes: readonly GraphNode[]): JobKind[] {
  const counts = new Map<JobKind, number>();
  for (const { kind } of nodes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].filter(([, n]) => n > MANY).map(([kind]) => kind);
}

export function collapse(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  stacked: ReadonlySet<JobKind>,
): Boxes {
  const boxes = new Map<string, Box>();
  const boxOf = new Map<string, string>();
  for (const node of nodes) {
    const id = stacked.has(node.kind) ? stackId(node.kind) : node.job_id;
    boxOf.set(node.job_id, id);
    const stack = boxes.get(id)?.nodes;
    if (stack) stack.push(node);
    else if (id === node.job_id) boxes.set(id, { id, kind: node.kind, node });
    else boxes.set(id, { id, kind: node.kind, nodes: [node] });
  }
  const kept = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const from = boxOf.get(edge.from);
    const to = boxOf.get(edge.to);
    if (from && to && from !== to) kept.set(`${from} ${to}`, { from, to });
  }
  return { boxes: [...boxes.values()], edges: [...kept.values()] };
}
