// How the nodes of a production stand, as one line in parts.
import type { Totals } from '../../api/client';

const PARTS = [
  ['completed', 'bg-ok'],
  ['reused', 'bg-ok/45'],
  ['running', 'bg-tungsten'],
  ['failed', 'bg-bad'],
  ['blocked', 'bg-bad/45'],
  ['cancelled', 'bg-edge'],
] as const;

export const ended = (totals: Totals): number => totals.total - totals.running - totals.waiting;

interface Props {
  totals: Totals;
  label: string;
  className?: string;
}

export const TotalsBar = ({ totals, label, className = 'h-[4px]' }: Props) => (
  <div
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={totals.total}
    aria-valuenow={ended(totals)}
    aria-valuetext={`${ended(totals)} of ${totals.total}`}
    className={`flex w-full gap-px overflow-hidden bg-black/60 ${className}`}
  >
    {PARTS.filter(([part]) => totals[part] > 0).map(([part, tone]) => (
      <div
        key={part}
        className={`h-full transition-[flex-grow] duration-300 motion-reduce:transition-none ${tone}`}
        style={{ flexGrow: totals[part], flexBasis: 0 }}
      />
    ))}
    {totals.waiting > 0 && <div className="h-full" style={{ flexGrow: totals.waiting, flexBasis: 0 }} />}
  </div>
);
