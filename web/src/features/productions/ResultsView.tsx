// What the production was for, each result as it is best read.
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { GraphNode, JobGraph, JobKind } from '../../api/client';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { madeQuery } from '../jobs/queries';
import { madeOf, sceneTiming } from '../results/made';
import { Made } from '../results/ResultOf';
import { SceneTimings } from '../results/SceneTimings';

/** As many are read at once. */
const PAGE = 24;

/** What is made and was asked for: by its kind, or because nothing else needs it. */
export function endsOf({ nodes, edges }: JobGraph, want: readonly JobKind[]): GraphNode[] {
  const needed = new Set(edges.map(({ from }) => from));
  return nodes.filter(
    ({ job_id, kind, state }) => state === 'completed' && (want.includes(kind) || !needed.has(job_id)),
  );
}

interface Props {
  /** Of which the production is. */
  script: string | null | undefined;
  graph: JobGraph;
  /** Kinds that were asked for. */
  want: readonly JobKind[];
}

export function ResultsView({ script, graph, want }: Props) {
  const [most, setMost] = useState(PAGE);
  const ends = endsOf(graph, want);
  const timings = ends.filter(({ kind }) => kind === 'time_scene').slice(0, most);
  const others = ends.filter(({ kind }) => kind !== 'time_scene').slice(0, most);
  if (ends.length === 0)
    return (
      <Empty title="Nothing is made yet">
        What the production makes can be read here, as soon as the first part is done.
      </Empty>
    );
  return (
    <div className="mx-auto flex w-full max-w-[860px] flex-col gap-10 px-4 py-6 md:px-8">
      {others.map((node) => (
        <section key={node.job_id} aria-label={node.label} className="flex flex-col gap-3">
          <h2 className="room-title">{node.label}</h2>
          <Made jobId={node.job_id} kind={node.kind} script={script} />
        </section>
      ))}
      {timings.length > 0 && <Timings nodes={timings} />}
      {timings.length + others.length < ends.length && (
        <Button className="self-center" onPress={() => setMost(most + PAGE)}>
          Show more
        </Button>
      )}
    </div>
  );
}

function Timings({ nodes }: { nodes: readonly GraphNode[] }) {
  const results = useQueries({ queries: nodes.map(({ job_id }) => madeQuery(job_id)) });
  const rows = nodes.flatMap(({ label }, at) => {
    const made = madeOf(results[at]?.data);
    return made ? [{ name: label.replace(/^.*?scene /i, ''), timing: sceneTiming(made) }] : [];
  });
  return (
    <section aria-label="Scene timings" className="flex flex-col gap-3">
      <h2 className="room-title">Scene timings</h2>
      <SceneTimings rows={rows} />
    </section>
  );
}
