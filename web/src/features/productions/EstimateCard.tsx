// What it would take, as things stand: how much is there, how much has to be made, what that costs.
import { Check, CircleDashed, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Cost, ProductionEstimate } from '../../api/client';
import { dollars, plural, stretch } from '../../lib/format';
import { Facts } from '../../ui/Facts';
import { left } from '../budget/amounts';
import { FaceMark } from './FaceMark';
import { countStates } from './request';

export function EstimateCard({ estimate, isOld }: { estimate: ProductionEstimate; isOld: boolean }) {
  const counts = countStates(estimate);
  const rest = left(estimate);
  const toMake = counts.missing + counts.stale;
  return (
    <div
      data-testid="estimate"
      className={`flex flex-col gap-3 rounded-[3px] border border-line bg-panel p-3.5 ${isOld ? 'opacity-60' : ''}`}
    >
      <p className="text-[13.5px] font-semibold">
        {toMake === 0
          ? counts.running > 0
            ? 'All that is missing is being made already'
            : 'All of it is there already'
          : `${plural(toMake, 'part')} of ${estimate.nodes.length} to make`}
      </p>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-[13px] text-ink-2">
        <Count
          n={counts.made}
          word="there already"
          icon={<Check size={13} aria-hidden className="text-ok" />}
        />
        <Count
          n={counts.stale}
          word="out of date"
          icon={<RefreshCw size={13} aria-hidden className="text-tungsten" />}
        />
        <Count
          n={counts.missing}
          word="never made"
          icon={<CircleDashed size={13} aria-hidden className="text-dim" />}
        />
        <Count n={counts.running} word="being made" icon={<FaceMark face="running" />} />
      </ul>
      <Facts
        facts={[
          ['Takes about', toMake > 0 && stretch(estimate.seconds * 1000)],
          ['Costs about', toMake > 0 && costs(estimate.estimate)],
          [
            'Budget left',
            [
              rest.compute_ms !== null && rest.compute_ms !== undefined && stretch(rest.compute_ms),
              rest.usd_micros !== null && rest.usd_micros !== undefined && dollars(rest.usd_micros),
            ]
              .filter(Boolean)
              .join(', ') || 'no limit',
          ],
        ]}
      />
    </div>
  );
}

const costs = ({ compute_ms, usd_micros }: Cost) =>
  [`${stretch(compute_ms)} of computing`, usd_micros > 0 && dollars(usd_micros)].filter(Boolean).join(', ');

const Count = ({ n, word, icon }: { n: number; word: string; icon: ReactNode }) =>
  n > 0 ? (
    <li className="flex items-center gap-1.5">
      {icon}
      <span>
        <b className="font-semibold text-ink">{n}</b> {word}
      </span>
    </li>
  ) : null;
