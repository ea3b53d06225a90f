import { ArrowRight } from 'lucide-react';
import { words } from '../../lib/format';
import type { Difference } from './difference';

/** Longer than this is folded away. */
const LONG = 220;

export function Change({ change: { field, before, after } }: { change: Difference }) {
  const pair = (
    <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2 gap-y-1">
      {before ? (
        <del className="text-[12.5px] whitespace-pre-wrap text-dim decoration-[#7d4a41] wrap-anywhere">
          {before}
        </del>
      ) : (
        <span className="text-[12.5px] text-dim italic">nothing</span>
      )}
      <ArrowRight size={12} aria-label="became" className="shrink-0 self-center text-dim" />
      {after ? (
        <ins className="text-[12.5px] whitespace-pre-wrap text-ink no-underline wrap-anywhere">{after}</ins>
      ) : (
        <span className="text-[12.5px] text-dim italic">nothing</span>
      )}
    </span>
  );
  const long = before.length + after.length > LONG;
  return (
    <div className="flex flex-wrap gap-x-2">
      {field && <dt className="text-[12.5px] text-dim">{words(field)}</dt>}
      <dd className="min-w-0 border-l-2 border-line-2 pl-2.5">
        {long ? (
          <details>
            <summary className="cursor-default text-[12.5px] text-ink-2">Show the change</summary>
            <div className="pt-1.5">{pair}</div>
          </details>
        ) : (
          pair
        )}
      </dd>
    </div>
  );
}
