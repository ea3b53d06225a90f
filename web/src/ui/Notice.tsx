// Something the person has to know before going on: an error above a form, a conflict, a failed load.
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  tone?: 'bad' | 'plain';
  children: ReactNode;
  /** What can be done about it. */
  actions?: ReactNode;
}

export const Notice = ({ tone = 'bad', children, actions }: Props) => (
  <div
    role={tone === 'bad' ? 'alert' : 'note'}
    className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-[3px] border p-3 text-[13px] ${
      tone === 'bad' ? 'border-bad/50 bg-bad-low text-bad-ink' : 'border-line-2 bg-raised text-ink-2'
    }`}
  >
    {tone === 'bad' && <TriangleAlert size={14} aria-hidden className="shrink-0 text-bad" />}
    <div className="min-w-0 flex-1 basis-40">{children}</div>
    {actions && <div className="flex gap-2">{actions}</div>}
  </div>
);
