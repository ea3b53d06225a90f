// A room with nothing in it yet: what it is for, and the first thing to do.
import type { ReactNode } from 'react';

interface Props {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export const Empty = ({ title, children, action }: Props) => (
  <div className="mx-auto max-w-[46ch] px-4 py-16 text-center">
    <p className="wide mb-1.5 text-[16px]">{title}</p>
    {children && <div className="mb-5 text-[13px] leading-relaxed text-dim">{children}</div>}
    {action}
  </div>
);
