// One fact. What it changed is open where it is short and folded where it is long.
import type { HistoryItem } from '../../api/client';
import { exact, timeOfDay } from '../../lib/format';
import { Change } from './Change';
import { differences } from './difference';
import { typeWord } from './types';

export function HistoryRow({ item }: { item: HistoryItem }) {
  const changes = differences(item.before, item.after);
  return (
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
        {changes.length > 0 && (
          <dl className="mt-1.5 flex flex-col gap-1">
            {changes.map((change) => (
              <Change key={change.field} change={change} />
            ))}
          </dl>
        )}
      </div>
      <span className="tag self-start max-sm:col-start-2 max-sm:mt-1.5 max-sm:w-max">
        {typeWord(item.type)}
      </span>
    </li>
  );
}
