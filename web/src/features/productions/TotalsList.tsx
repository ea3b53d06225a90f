// The numbers of a production, each with its word: what is zero is left out.
import type { Totals } from '../../api/client';
import { FaceMark } from './FaceMark';
import type { Face } from './faces';

const NUMBERS: readonly [part: keyof Totals, face: Face, word: string][] = [
  ['completed', 'completed', 'made'],
  ['reused', 'reused', 'made before'],
  ['running', 'running', 'running'],
  ['waiting', 'queued', 'waiting'],
  ['failed', 'failed', 'failed'],
  ['blocked', 'blocked', 'blocked'],
  ['cancelled', 'cancelled', 'cancelled'],
];

export const TotalsList = ({ totals }: { totals: Totals }) => (
  <ul aria-label="How its parts stand" className="flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-ink-2">
    <li>
      <b className="font-semibold text-ink">{totals.total.toLocaleString('en')}</b> in all
    </li>
    {NUMBERS.filter(([part]) => totals[part] > 0).map(([part, face, word]) => (
      <li key={part} data-total={part} className="flex items-center gap-1.5">
        <FaceMark face={face} size={13} />
        <span>
          <b className="font-semibold text-ink">{totals[part].toLocaleString('en')}</b> {word}
        </span>
      </li>
    ))}
  </ul>
);
