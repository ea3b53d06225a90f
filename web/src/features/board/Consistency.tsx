// How well the frame keeps to what was agreed, and why.
import type { Shot } from '../../api/client';
import { words } from '../../lib/format';
import { Bar } from '../../ui/Bar';

type Score = NonNullable<NonNullable<Shot['active_take']>['score']>;

export const toneOf = (score: number): 'ok' | 'run' | 'bad' =>
  score >= 80 ? 'ok' : score >= 55 ? 'run' : 'bad';

export const Consistency = ({ score }: { score: Score }) => (
  <ul className="flex flex-col gap-3 px-4 pt-1 pb-4">
    {score.reasons.map((reason, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the reasons of a score never move
      <li key={at} className="flex flex-col gap-1.5">
        <span className="flex justify-between gap-3 text-[12.5px]">
          <span className="font-semibold">{words(reason.aspect)}</span>
          <span className="text-ink-2">{Math.round(reason.score)}</span>
        </span>
        <Bar
          value={reason.score / 100}
          tone={toneOf(reason.score)}
          label={`${words(reason.aspect)} of 100`}
        />
        <span className="text-[12.5px] text-ink-2 wrap-anywhere">{reason.message}</span>
      </li>
    ))}
  </ul>
);
