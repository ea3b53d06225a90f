// A production: its head, its graph or table or results, and the open node beside them. What is open stands in the
// address.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Job } from '../../api/client';
import { sentence } from '../../api/problem';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { askedOf, isActive } from '../jobs/state';
import { useJobView } from '../jobs/useJobView';
import { useTitle } from '../shell/useTitle';
import { GraphView } from './GraphView';
import { NodePanel } from './NodePanel';
import { NodeTable } from './NodeTable';
import { ProductionHead } from './ProductionHead';
import { graphQuery } from './queries';
import { ResultsView } from './ResultsView';
import { ViewSwitch } from './ViewSwitch';

export function ProductionPage({ job }: { job: Job }) {
  const { node: open, view: way, sort } = useSearch({ from: '/app/jobs/$jobId' });
  const navigate = useNavigate({ from: '/jobs/$jobId' });
  const query = useQuery(graphQuery(job.id));
  const view = useJobView(job);
  useTitle('Production');
  const node = query.data?.nodes.find(({ job_id }) => job_id === open);
  const openNode = useCallback(
    (id: string) => void navigate({ search: (old) => ({ ...old, node: id }), replace: true }),
    [navigate],
  );
  const close = () => {
    void navigate({ search: (old) => ({ ...old, node: undefined }), replace: true });
    // Back to where it was opened from, once that is shown again.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[data-node="${CSS.escape(open ?? '')}"]`)?.focus(),
      ),
    );
  };
  return (
    <div className="flex min-h-full flex-col lg:h-full">
      <ProductionHead job={job} view={view} graph={query.data} />
      <div
        className={`min-h-0 flex-1 ${node ? 'lg:grid lg:grid-cols-[minmax(0,1fr)_380px] lg:grid-rows-[minmax(0,1fr)]' : 'lg:flex lg:flex-col'}`}
      >
        <div className={`flex min-h-0 min-w-0 flex-1 flex-col ${node ? 'max-lg:hidden' : ''}`}>
          <ViewSwitch jobId={job.id} view={way} />
          <div className={`min-h-0 flex-1 ${way === 'results' ? 'lg:overflow-auto' : ''}`}>
            <Load query={query}>
              {(graph) => {
                if (graph.nodes.length === 0) return <Unplanned job={job} />;
                if (way === 'results')
                  return <ResultsView script={job.script_id} graph={graph} want={askedOf(job).want} />;
                if (way === 'table')
                  return (
                    <NodeTable
                      nodes={graph.nodes}
                      sort={sort}
                      onSort={(next) =>
                        void navigate({ search: (old) => ({ ...old, sort: next }), replace: true })
                      }
                      open={open}
                      onOpen={openNode}
                    />
                  );
                return <GraphView graph={graph} open={open} onOpen={openNode} />;
              }}
            </Load>
          </div>
        </div>
        {node && query.data && (
          <NodePanel
            script={job.script_id}
            graph={query.data}
            node={node}
            onOpen={openNode}
            onClose={close}
          />
        )}
      </div>
    </div>
  );
}

const Unplanned = ({ job }: { job: Job }) =>
  isActive(job.state) ? (
    <Empty title="It is being planned">
      Its parts appear here as soon as it is known what is there already and what has to be made.
    </Empty>
  ) : (
    <Empty title="It was never planned">
      {job.error ? sentence(job.error.message) : 'It ended before it was known what it consists of.'}
    </Empty>
  );
