// Everything that was asked for, live. The filter and the open job are in the URL.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { joined } from '../../api/pages';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { More } from '../../ui/More';
import { useTitle } from '../shell/useTitle';
import { JobDetail } from './JobDetail';
import { JobFilters } from './JobFilters';
import { JobGroups } from './JobGroups';
import { jobPagesQuery } from './queries';
import { STANDINGS, statesOf } from './state';

export function JobsRoom() {
  const { state, job } = useSearch({ from: '/app/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  const query = useInfiniteQuery(jobPagesQuery({ state: statesOf(state), top: true }));
  const jobs = joined(query.data);
  const word = STANDINGS.find(({ id }) => id === state)?.label.toLowerCase();
  useTitle('Jobs');
  return (
    <div className={`grid min-h-full lg:h-full ${job ? 'lg:grid-cols-[minmax(0,1fr)_380px]' : ''}`}>
      <section aria-label="Jobs" className={`flex min-h-0 flex-col ${job ? 'max-lg:hidden' : ''}`}>
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3 border-b border-line px-4 py-4">
          <h1 className="room-title">Jobs</h1>
          <JobFilters
            state={state}
            onChange={(next) => void navigate({ search: (old) => ({ ...old, state: next }), replace: true })}
          />
        </div>
        <div className="min-h-0 flex-1 lg:overflow-auto">
          <Load query={query}>
            {() => (
              <>
                {jobs.length === 0 && (
                  <Empty title={word ? `No job is “${word}”` : 'Nothing has been asked for yet'}>
                    Ask for a draft or a production in a script, and it is made here, step by step.
                  </Empty>
                )}
                <JobGroups jobs={jobs} open={job} />
                <More query={query} />
              </>
            )}
          </Load>
        </div>
      </section>
      {job && (
        <JobDetail
          key={job}
          id={job}
          onClose={() => void navigate({ search: (old) => ({ ...old, job: undefined }) })}
        />
      )}
    </div>
  );
}
