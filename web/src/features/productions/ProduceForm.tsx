// Asks for a production, and says beforehand what it takes.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Factory } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { freshKey, type JobKind, type Script } from '../../api/client';
import { sentence, toApiError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Fold } from '../../ui/Fold';
import { Notice } from '../../ui/Notice';
import { useSettled } from '../../ui/useSettled';
import { refusal } from '../budget/amounts';
import { FilmFields } from '../pictures/FilmFields';
import { PictureFields } from '../pictures/PictureFields';
import { systemQuery } from '../session/queries';
import { EstimateCard } from './EstimateCard';
import { estimateQuery, useProduce } from './queries';
import { isFilmed, isSeen, isWritten, offersOf, requestOf, type Wish } from './request';
import { ScopeFields } from './ScopeFields';
import { WantField } from './WantField';

/** Between a choice and the question what it takes. */
const PAUSE_MS = 250;
const AT_FIRST: readonly JobKind[] = ['film_script'];

export function ProduceForm({ script }: { script: Script }) {
  const navigate = useNavigate();
  const produce = useProduce(script.id);
  const key = useRef(freshKey());
  const [wish, setWish] = useState<Wish>({ scope: 'script', id: '', want: AT_FIRST, film: {}, picture: {} });
  const system = useQuery(systemQuery);
  const request = requestOf(wish);
  const asked = useSettled(request, PAUSE_MS);
  const estimate = useQuery({
    ...estimateQuery(script.id, asked ?? { scope: 'script' }),
    enabled: asked !== undefined,
  });
  const known = request ? estimate.data : undefined;
  const isOld = estimate.isPlaceholderData || JSON.stringify(asked) !== JSON.stringify(request);
  const tooMuch = known && !isOld ? refusal(known, known.estimate) : undefined;
  const wordless = system.data?.text_model === null && request?.want?.some(isWritten);
  const set = (part: Partial<Wish>) => {
    produce.reset();
    setWish((old) => ({ ...old, ...part }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!request || tooMuch || produce.isPending) return;
    produce.mutate(
      { body: request, key: key.current },
      {
        onSuccess: (job) => {
          key.current = freshKey();
          void navigate({ to: '/jobs/$jobId', params: { jobId: job.id } });
        },
        onError: (error) => {
          if (toApiError(error).status !== 0) key.current = freshKey();
        },
      },
    );
  };
  return (
    <Form aria-labelledby="produce-title" onSubmit={submit} className="flex flex-col gap-5">
      <div>
        <h2 id="produce-title" className="room-title">
          Produce
        </h2>
        <p className="hint mt-1">
          Everything that is asked for is made from version {script.head}. What was made before from the same
          words is taken as it is.
        </p>
      </div>
      <ScopeFields
        script={script}
        scope={wish.scope}
        id={wish.id}
        onChange={(scope, id) => {
          const offered = offersOf(scope).map(({ kind }) => kind);
          const want = wish.want.filter((kind) => offered.includes(kind));
          set({ scope, id, want: want.length ? want : offered.slice(0, 1) });
        }}
      />
      <WantField scope={wish.scope} value={wish.want} onChange={(want) => set({ want })} />
      {wish.want.some(isSeen) && (
        <div className="rounded-[3px] border border-line-2">
          <Fold title="Film and picture settings">
            <div className="flex flex-col gap-4 px-4 pt-1 pb-4">
              {wish.want.some(isFilmed) && (
                <FilmFields value={wish.film} onChange={(film) => set({ film })} />
              )}
              <PictureFields value={wish.picture} onChange={(picture) => set({ picture })} />
            </div>
          </Fold>
        </div>
      )}
      <div role="status" className="flex flex-col gap-3">
        {!request && <p className="hint">Choose at least one thing that is wanted.</p>}
        {known && <EstimateCard estimate={known} isOld={isOld} />}
      </div>
      {wordless && (
        <Notice tone="plain">
          Coverage and notes are written by a language model, and this studio’s own workers have none. Unless
          another worker takes them, they will fail.
        </Notice>
      )}
      {request && estimate.error && !known && <Notice>{sentence(toApiError(estimate.error).message)}</Notice>}
      {tooMuch && (
        <Notice>
          <b className="font-semibold">Over the budget.</b> {tooMuch} Choose less, or set a higher budget.
        </Notice>
      )}
      {produce.error && <Notice>{sentence(toApiError(produce.error).message)}</Notice>}
      <Button
        type="submit"
        tone="go"
        isDisabled={!request || Boolean(tooMuch)}
        isPending={produce.isPending}
        className="h-10 self-start max-md:w-full"
      >
        <Factory size={14} aria-hidden /> Start production
      </Button>
    </Form>
  );
}
