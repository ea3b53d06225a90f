// The open node: where it stands, what came of it, what it hangs on.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowUpRight, ChevronLeft, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { GraphNode, JobGraph } from '../../api/client';
import { sentence } from '../../api/problem';
import { exact, price, took } from '../../lib/format';
import { useLiveJob } from '../../stream/connection';
import { Bar } from '../../ui/Bar';
import { Facts } from '../../ui/Facts';
import { IconButton } from '../../ui/IconButton';
import { JobActions } from '../jobs/JobActions';
import { jobQuery } from '../jobs/queries';
import { kindWord } from '../jobs/state';
import { viewOf } from '../jobs/useJobView';
import { Made } from '../results/ResultOf';
import { FaceMark } from './FaceMark';
import { nodeView } from './faces';
import { NodeLinks } from './NodeLinks';

interface Props {
  /** Of which the production is. */
  script: string | null | undefined;
  graph: JobGraph;
  node: GraphNode;
  onOpen: (id: string) => void;
  onClose: () => void;
}

export function NodePanel({ script, graph, node, onOpen, onClose }: Props) {
  const live = useLiveJob(node.job_id);
  const view = nodeView(node, live);
  const job = useQuery({ ...jobQuery(node.job_id), enabled: !node.reused }).data;
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever opened it reads on here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for every node anew
  useEffect(() => heading.current?.focus(), [node.job_id]);
  const find = (ids: string[]) => graph.nodes.filter(({ job_id }) => ids.includes(job_id));
  const needs = find(graph.edges.filter(({ to }) => to === node.job_id).map(({ from }) => from));
  const needed = find(graph.edges.filter(({ from }) => from === node.job_id).map(({ to }) => to));
  const made = view.face === 'completed' || view.face === 'reused';
  return (
    <aside
      aria-label="Part"
      data-testid="node"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="flex min-h-0 flex-col gap-5 border-line bg-panel p-5 lg:overflow-auto lg:border-l"
    >
      <AriaButton
        onPress={onClose}
        className="-mt-2 -ml-1 flex items-center gap-1 py-2 text-[13px] text-ink-2 lg:hidden"
      >
        <ChevronLeft size={15} aria-hidden /> Production
      </AriaButton>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2
            ref={heading}
            tabIndex={-1}
            className="wide text-[17px] leading-snug outline-none wrap-anywhere"
          >
            {node.label}
          </h2>
          <p className="mt-0.5 text-[13px] text-ink-2">{kindWord(node.kind)}</p>
        </div>
        <IconButton label="Close" onPress={onClose} className="-mt-1 -mr-2 max-lg:hidden">
          <X size={16} />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-2 text-[13.5px]">
        <FaceMark face={view.face} />
        <span role="status" className="font-semibold">
          {view.face === 'running' ? 'Running' : view.said}
        </span>
        {view.face === 'running' && <span className="text-dim">{view.said}</span>}
        {job && (
          <span className="ml-auto flex gap-2">
            <JobActions job={job} view={viewOf(job, live)} />
          </span>
        )}
      </div>
      {view.face === 'running' && (
        <Bar value={view.fraction} label={`Progress of ${node.label}`} className="h-[4px]" />
      )}
      {view.message && <p className="-mt-3 text-[12.5px] text-dim">{view.message}</p>}
      {node.error && !made && (
        <p className="rounded-[3px] border border-bad/50 bg-bad-low p-3 text-[13px] text-bad-ink wrap-anywhere">
          {sentence(node.error.message)}
        </p>
      )}
      {node.blocked_by && <NodeLinks title="Blocked by" nodes={find([node.blocked_by])} onOpen={onOpen} />}
      {made && (
        <section aria-label="Result" className="flex flex-col gap-3 border-y border-line py-4">
          <Made jobId={node.job_id} kind={node.kind} script={script} />
          <Link to="/jobs/$jobId" params={{ jobId: node.job_id }} className="btn self-start">
            On a page of its own <ArrowUpRight size={13} aria-hidden />
          </Link>
        </section>
      )}
      <Facts
        facts={[
          ['Expected to cost', !node.reused && price(node.estimate)],
          ['Cost', node.cost.compute_ms > 0 && price(node.cost)],
          ['Began', node.started_at && exact(node.started_at)],
          ['Ended', node.ended_at && exact(node.ended_at)],
          ['Took', node.started_at && node.ended_at && took(node.started_at, node.ended_at)],
          ['Tries', view.attempt > 0 && String(view.attempt)],
        ]}
      />
      <NodeLinks title="Needs" nodes={needs} onOpen={onOpen} />
      <NodeLinks title={view.face === 'failed' ? 'Blocks' : 'Needed by'} nodes={needed} onOpen={onOpen} />
    </aside>
  );
}
