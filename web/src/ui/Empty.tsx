// A room with nothing in it yet: what it is for, and the first thing to do.
import type { ReactNode } from 'react';
import { Heading } from 'react-aria-components';

interface Props {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 where the whole page is empty. */
  level?: 1 | 2;
}

export const Empty = ({ title, children, action, level = 2 }: Props) => (
  <div className="mx-auto max-w-[46ch] px-4 py-16 text-center">
    <Heading level={level} className="wide mb-1.5 text-[16px]">
      {title}
    </Heading>
    {children && <div className="mb-5 text-[13px] leading-relaxed text-dim">{children}</div>}
    {action}
  </div>
);
