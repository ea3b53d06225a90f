// The picture large, and under it every take there is. A take is looked at first, and used when one says so.
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { Shot, Take } from '../../api/client';
import { Button } from '../../ui/Button';
import { ScrollArea } from '../../ui/ScrollArea';
import { toast, toastError } from '../../ui/toasts';
import { Picture } from '../assets/Picture';
import { madeQuery } from '../jobs/queries';
import { Understood } from '../results/FramesResult';
import { madeOf, refined } from '../results/made';
import { takesQuery, useChooseTake } from './queries';
import { pictureOf } from './words';

export function TakeStrip({ shot }: { shot: Shot }) {
  const items = useQuery(takesQuery(shot.scene_id, shot.id)).data?.items ?? [];
  // A take keeps its number: they are counted from the first.
  const takes = [...items].sort((a, b) => a.position - b.position);
  const choose = useChooseTake(shot.scene_id);
  const [looked, setLooked] = useState<string>();
  const inUse = shot.active_take?.id;
  const [used, setUsed] = useState(inUse);
  // What has just been drawn or chosen is what one wants to see.
  if (used !== inUse) {
    setUsed(inUse);
    setLooked(undefined);
  }
  const at = takes.findIndex(({ id }) => id === (looked ?? inUse));
  const seen = takes[at] ?? shot.active_take;
  const use = () =>
    seen &&
    choose.mutate(
      { shot: shot.id, take: seen.id },
      { onError: toastError, onSuccess: () => toast(`Take ${at + 1} of ${shot.name} is in use`) },
    );
  return (
    <div className="border-b border-line pb-4">
      <div className="bg-void">
        {seen ? (
          <Picture
            asset={pictureOf(seen)}
            alt={`${shot.name}: ${shot.description}`}
            className="aspect-video w-full"
            fit="contain"
            eager
          />
        ) : (
          <p className="grid aspect-video place-items-center text-[13px] text-dim">Not drawn yet</p>
        )}
      </div>
      <p className="px-4 pt-2.5 text-[13px] leading-relaxed text-ink-2 wrap-anywhere">{shot.description}</p>
      {takes.length > 1 && (
        <ScrollArea label={`Takes of ${shot.name}`} className="mt-3 overflow-x-auto px-4 pb-1">
          <ul className="flex gap-2">
            {takes.map((take, index) => (
              <li key={take.id} className="shrink-0">
                <button
                  type="button"
                  data-take={take.id}
                  aria-pressed={take.id === seen?.id}
                  aria-label={`Take ${index + 1}${take.id === inUse ? ', in use' : ''}`}
                  onClick={() => setLooked(take.id)}
                  className="group block w-[104px] text-left"
                >
                  <Picture
                    asset={pictureOf(take)}
                    alt=""
                    className="aspect-video w-full rounded-(--radius-frame) border border-line-2 group-aria-pressed:border-tungsten"
                  />
                  <span
                    className={`mt-1 flex items-center gap-1 text-[12px] ${take.id === inUse ? 'text-ink' : 'text-dim'}`}
                  >
                    Take {index + 1}
                    {take.id === inUse && <Check size={12} aria-hidden className="text-ok" />}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </ScrollArea>
      )}
      {seen?.refinement && <AskedFor take={seen} />}
      {seen && seen.id !== inUse && (
        <Button className="mt-3 ml-4" tone="go" isPending={choose.isPending} onPress={use}>
          Use take {at + 1}
        </Button>
      )}
    </div>
  );
}

/** The words a take was asked for with, and what became of them. */
function AskedFor({ take }: { take: Take }) {
  const job = take.job_id ?? undefined;
  const made = madeOf(useQuery({ ...madeQuery(job ?? ''), enabled: job !== undefined }).data);
  return (
    <div className="mt-2 flex flex-col gap-1 px-4 text-[12.5px]">
      <p className="text-dim wrap-anywhere">Asked for: “{take.refinement}”</p>
      {made && <Understood made={refined(made)} />}
    </div>
  );
}
