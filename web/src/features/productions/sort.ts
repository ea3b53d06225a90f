// The order of the table of nodes.
import type { GraphNode } from '../../api/client';
import { kindWord } from '../jobs/state';
import { FACES, faceOf } from './faces';

export const SORTS = ['name', 'kind', 'state', 'cost'] as const;
export type Sort = (typeof SORTS)[number];

const spent = ({ cost, estimate }: GraphNode) => cost.compute_ms || estimate.compute_ms;

const BY: Record<Sort, (a: GraphNode, b: GraphNode) => number> = {
  name: (a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }),
  kind: (a, b) => kindWord(a.kind).localeCompare(kindWord(b.kind)),
  state: (a, b) => FACES.indexOf(faceOf(a)) - FACES.indexOf(faceOf(b)),
  cost: (a, b) => spent(b) - spent(a),
};

/** Without an order they stand as they were planned: each after what it needs. */
export const sorted = (nodes: readonly GraphNode[], by: Sort | undefined): readonly GraphNode[] =>
  by ? [...nodes].sort(BY[by]) : nodes;
