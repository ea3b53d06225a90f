// Over the board and the player: asks for the film, and follows it while it is being made.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Film, SlidersHorizontal } from 'lucide-react';
import { useRef, useState } from 'react';
import { freshKey, type Job, type Script } from '../../api/client';
import { joined } from '../../api/pages';
import { sentence, toApiError } from '../../api/problem';
import { timeLeft } from '../../lib/format';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Notice } from '../../ui/Notice';
import { askedOf, isActive } from '../jobs/state';
import { useJobView } from '../jobs/useJobView';
import { FilmSheet } from '../pictures/FilmSheet';
import type { Making } from '../pictures/making';
import { productionsQuery, useProduce } from './queries';
import { ended, TotalsBar } from './TotalsBar';

/** The newest production under way that makes the whole film. */
export const filmInWork = (jobs: readonly Job[]): Job | undefined =>
  jobs.find((job) => isActive(job.state) && askedOf(job).want.includes('film_script'));

export function FilmBar({ script }: { script: Script }) {
  const jobs = joined(useInfiniteQuery(productionsQuery(script.id)).data);
  const produce = useProduce(script.id);
  const key = useRef(freshKey());
  const [otherwise, setOtherwise] = useState(false);
  const job = filmInWork(jobs);
  const make = (making: Making) =>
    produce.mutate(
      { body: { scope: 'script', want: ['film_script'], ...making }, key: key.current },
      {
        onSuccess: () => {
          key.current = freshKey();
          setOtherwise(false);
        },
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  return (
    <div className="flex min-h-[52px] flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2 md:px-6">
      {job ? <InWork job={job} /> : <p className="hint mr-auto">{said(script)}</p>}
      {!job && (
        <div className="flex gap-1.5">
          <IconButton
            label="Film settings"
            isDisabled={script.archived || !script.head}
            onPress={() => {
              produce.reset();
              setOtherwise(true);
            }}
            className="size-[34px]"
          >
            <SlidersHorizontal size={15} />
          </IconButton>
          <Button
            tone="go"
            isPending={produce.isPending}
            isDisabled={script.archived || !script.head}
            onPress={() => make({})}
          >
            <Film size={14} aria-hidden /> Make the film
          </Button>
        </div>
      )}
      {otherwise && (
        <FilmSheet
          title="Film settings"
          action="Make the film"
          isPending={produce.isPending}
          error={produce.error}
          onMake={make}
          onClose={() => setOtherwise(false)}
        />
      )}
      {produce.error && !otherwise && (
        <div className="w-full">
          <Notice>{sentence(toApiError(produce.error).message)}</Notice>
        </div>
      )}
    </div>
  );
}

const said = (script: Script): string =>
  script.archived
    ? 'The script is in the archive: bring it back to make anything of it.'
    : `Frames, voices, music and effects of version ${script.head}. What is there already is taken as it is.`;

function InWork({ job }: { job: Job }) {
  const view = useJobView(job);
  const totals = view.totals;
  return (
    <div data-testid="film-in-work" className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1.5">
      <p role="status" className="text-[13px]">
        <span className="font-semibold">The film is being made</span>
        <span className="ml-2 text-dim">
          {totals && totals.total > 0 && `${ended(totals)} of ${totals.total} parts`}
        </span>
      </p>
      <span className="text-[12.5px] text-dim">{view.paused ? 'Paused' : timeLeft(view.etaS)}</span>
      <Link to="/jobs/$jobId" params={{ jobId: job.id }} className="link ml-auto text-[12.5px]">
        See the graph
      </Link>
      {totals && totals.total > 0 && (
        <TotalsBar totals={totals} label={`The film: ${view.said}`} className="h-[3px]" />
      )}
    </div>
  );
}
