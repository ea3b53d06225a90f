// The same nodes as a table: to be read, sorted, and heard.
import { ArrowDown } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { GraphNode } from '../../api/client';
import { price, took } from '../../lib/format';
import { useLiveJob } from '../../stream/connection';
import { ScrollArea } from '../../ui/ScrollArea';
import { kindWord } from '../jobs/state';
import { FaceMark } from './FaceMark';
import { nodeView } from './faces';
import { type Sort, sorted } from './sort';

interface Props {
  nodes: readonly GraphNode[];
  sort: Sort | undefined;
  onSort: (sort: Sort | undefined) => void;
  open: string | undefined;
  onOpen: (id: string) => void;
}

const COLUMNS: readonly { title: string; sort?: Sort; look?: string }[] = [
  { title: 'Part', sort: 'name' },
  { title: 'Kind', sort: 'kind', look: 'max-md:hidden' },
  { title: 'State', sort: 'state' },
  { title: 'Tries', look: 'text-right max-md:hidden' },
  { title: 'Took', look: 'text-right max-sm:hidden' },
  { title: 'Cost', sort: 'cost', look: 'text-right max-md:hidden' },
];

export const NodeTable = ({ nodes, sort, onSort, open, onOpen }: Props) => (
  <ScrollArea label="Table of parts" className="h-full overflow-auto">
    <table className="w-full border-collapse text-[13px]">
      <caption className="sr-only">Parts of the production</caption>
      <thead>
        <tr className="border-b border-line-2 text-left text-[12px] text-dim">
          {COLUMNS.map(({ title, sort: by, look = '' }) => (
            <th
              key={title}
              scope="col"
              aria-sort={by && by === sort ? (by === 'cost' ? 'descending' : 'ascending') : undefined}
              className={`px-2 font-normal first:pl-4 last:pr-4 ${look}`}
            >
              {by ? (
                <Button
                  onPress={() => onSort(by === sort ? undefined : by)}
                  className="inline-flex min-h-9 items-center gap-1 rounded-[3px] data-hovered:text-ink"
                >
                  {by === sort && <ArrowDown size={12} aria-hidden className="text-tungsten" />}
                  {title}
                </Button>
              ) : (
                title
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted(nodes, sort).map((node) => (
          <Row key={node.job_id} node={node} isOpen={node.job_id === open} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  </ScrollArea>
);

function Row({ node, isOpen, onOpen }: { node: GraphNode; isOpen: boolean; onOpen: (id: string) => void }) {
  const view = nodeView(node, useLiveJob(node.job_id));
  const cell = 'px-2 py-1.5 last:pr-4';
  return (
    <tr
      data-row={node.job_id}
      data-face={view.face}
      className={`border-b border-line ${isOpen ? 'bg-raised' : 'hover:bg-white/[.03]'}`}
    >
      <th scope="row" className="py-1 pr-2 pl-4 text-left font-normal">
        <Button
          data-node={node.job_id}
          aria-current={isOpen ? 'true' : undefined}
          onPress={() => onOpen(node.job_id)}
          className="min-h-7 rounded-[3px] text-left wrap-anywhere data-hovered:text-tungsten pointer-coarse:min-h-10"
        >
          {node.label}
        </Button>
      </th>
      <td className={`${cell} text-dim max-md:hidden`}>{kindWord(node.kind)}</td>
      <td className={cell}>
        <span className="flex items-center gap-2 text-ink-2">
          <FaceMark face={view.face} size={13} />
          {view.face === 'running' ? `Running, ${view.said}` : view.said}
        </span>
      </td>
      <td className={`${cell} text-right text-ink-2 max-md:hidden`}>
        {!node.reused && view.attempt > 0 && view.attempt}
      </td>
      <td className={`${cell} text-right whitespace-nowrap text-ink-2 max-sm:hidden`}>
        {node.started_at && node.ended_at && !node.reused && took(node.started_at, node.ended_at)}
      </td>
      <td className={`${cell} text-right whitespace-nowrap text-ink-2 max-md:hidden`}>
        {!node.reused && node.cost.compute_ms > 0 && price(node.cost)}
      </td>
    </tr>
  );
}
