// One fact: what happened, who did it, and what it was before. A change shows both sides; a fact without a before folds
// its particulars away.
import type { HistoryItem } from '../../api/client';
import { exact, timeOfDay, words } from '../../lib/format';
import { Facts } from '../../ui/Facts';
import { Change } from './Change';
import { differences, particulars } from './difference';
import { typeWord } from './types';

export const HistoryRow = ({ item }: { item: HistoryItem }) => (
  <li
    data-type={item.type}
    className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 border-b border-line py-3 sm:grid-cols-[72px_minmax(0,1fr)_auto]"
  >
    <time dateTime={item.at} title={exact(item.at)} className="pt-px text-[12.5px] text-dim">
      {timeOfDay(item.at)}
    </time>
    <div className="min-w-0">
      <p className="text-[13.5px] wrap-anywhere">{item.summary}</p>
      <p className="text-[12.5px] text-dim">{item.actor.name}</p>
      <What item={item} />
    </div>
    <span className="tag self-start max-sm:hidden">{typeWord(item.type)}</span>
  </li>
);

function What({ item: { before, after } }: { item: HistoryItem }) {
  if (before !== undefined && after !== undefined)
    return (
      <dl className="mt-1.5 flex flex-col gap-1">
        {differences(before, after).map((change) => (
          <Change key={change.field} change={change} />
        ))}
      </dl>
    );
  const facts = particulars(after ?? before);
  if (facts.length === 0) return null;
  return (
    <details className="mt-1">
      <summary className="w-max cursor-default text-[12.5px] text-ink-2">Particulars</summary>
      <div className="mt-1.5 border-l-2 border-line-2 pl-2.5">
        <Facts facts={facts.map(([name, value]) => [words(name), value] as const)} />
      </div>
    </details>
  );
}
