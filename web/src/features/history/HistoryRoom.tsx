// Who changed what, when, from what to what. Filters are in the URL, so a finding can be sent to somebody.
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { HistoryItem } from '../../api/client';
import { joined } from '../../api/pages';
import { day } from '../../lib/format';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { More } from '../../ui/More';
import { ScrollArea } from '../../ui/ScrollArea';
import { scriptQuery } from '../scripts/queries';
import { useTitle } from '../shell/useTitle';
import { HistoryFilters } from './HistoryFilters';
import { HistoryRow } from './HistoryRow';
import { historyQuery } from './queries';

/** Runs of items of one day, in the order they came. */
export function byDay(items: HistoryItem[]): [string, HistoryItem[]][] {
  const days: [string, HistoryItem[]][] = [];
  for (const item of items) {
    const name = day(item.at);
    const last = days.at(-1);
    if (last?.[0] === name) last[1].push(item);
    else days.push([name, [item]]);
  }
  return days;
}

export function HistoryRoom() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const filter = useSearch({ from: '/app/scripts/$scriptId/history' });
  const navigate = useNavigate({ from: '/scripts/$scriptId/history' });
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  const query = useInfiniteQuery(historyQuery(scriptId, filter));
  const filtered = Object.values(filter).some((value) => value !== undefined);
  useTitle(`History of ${script.title}`);
  return (
    <ScrollArea label="History" className="h-full overflow-auto">
      <div className="mx-auto w-full max-w-[920px] px-4 py-6 md:px-8">
        <HistoryFilters
          filter={filter}
          onChange={(part) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })}
        />
        <Load query={query}>
          {(data) => (
            <>
              {joined(data).length === 0 && (
                <Empty title={filtered ? 'Nothing like that happened' : 'Nothing has happened yet'}>
                  {filtered && 'Widen the filters to see the rest.'}
                </Empty>
              )}
              {byDay(joined(data)).map(([name, items]) => (
                <section key={name} aria-label={name} className="mb-6">
                  <h2 className="sticky top-0 z-10 bg-base py-2 text-[12.5px] font-semibold text-ink-2">
                    {name}
                  </h2>
                  <ol className="border-t border-line">
                    {items.map((item) => (
                      <HistoryRow key={item.position} item={item} />
                    ))}
                  </ol>
                </section>
              ))}
              <More query={query} />
            </>
          )}
        </Load>
      </div>
    </ScrollArea>
  );
}
