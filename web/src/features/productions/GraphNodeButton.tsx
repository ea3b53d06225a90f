// One box of the graph: a node, or a stack of nodes of one kind.
import { memo } from 'react';
import type { GraphNode } from '../../api/client';
import { price } from '../../lib/format';
import { useLiveJob } from '../../stream/connection';
import { kindWord } from '../jobs/state';
import type { Box } from './collapse';
import { faceOf, LOOKS, nodeView } from './faces';
import { type InGraph, NodeFrame } from './NodeFrame';
import { count, stackFace, stackLine, stackWords } from './stack';

interface Props extends InGraph {
  box: Box;
}

export const GraphNodeButton = memo(function GraphNodeButton({ box, ...props }: Props) {
  return box.node ? <One node={box.node} {...props} /> : <Stack box={box} {...props} />;
});

function One({ node, ...rest }: InGraph & { node: GraphNode }) {
  const view = nodeView(node, useLiveJob(node.job_id));
  return (
    <NodeFrame
      id={node.job_id}
      silent={view.face === 'running' ? 'running' : ''}
      face={view.face}
      title={node.label}
      said={view.said}
      fraction={view.face === 'running' ? view.fraction : undefined}
      tip={
        <>
          <b className="font-semibold">{node.label}</b>
          <span>
            {LOOKS[view.face].word}
            {view.attempt > 0 && !node.reused && `, try ${view.attempt}`}
          </span>
          {view.message && <span>{view.message}</span>}
          {node.error && <span className="text-bad-ink">{node.error.message}</span>}
          {!node.reused && (
            <span className="text-dim">
              {node.cost.compute_ms > 0
                ? `Cost ${price(node.cost)}`
                : `Expected to cost ${price(node.estimate)}`}
            </span>
          )}
        </>
      }
      {...rest}
    />
  );
}

function Stack({ box, ...rest }: InGraph & { box: Extract<Box, { nodes: GraphNode[] }> }) {
  const counts = count(box.nodes.map(faceOf));
  const made = (counts.completed ?? 0) + (counts.reused ?? 0);
  const title = `${box.nodes.length} ${kindWord(box.kind).toLowerCase()}`;
  return (
    <NodeFrame
      id={box.id}
      silent="stacked"
      face={stackFace(counts)}
      title={title}
      said={stackLine(counts, box.nodes.length)}
      fraction={made / box.nodes.length}
      isStack
      tip={
        <>
          <b className="font-semibold">{title}</b>
          <span>{stackWords(counts)}</span>
          <span className="text-dim">Press to show each</span>
        </>
      }
      {...rest}
    />
  );
}
