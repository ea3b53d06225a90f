// A part that scrolls by itself, and so must be reachable by keyboard.
import type { HTMLAttributes, Ref } from 'react';

interface Props extends HTMLAttributes<HTMLDivElement> {
  ref?: Ref<HTMLDivElement>;
  label: string;
}

export const ScrollArea = ({ label, className = '', ...props }: Props) => (
  // biome-ignore lint/a11y/useSemanticElements: a section with a name is a landmark, which a scrolled part is not
  <div
    {...props}
    role="group"
    aria-label={label}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    tabIndex={0}
    className={`ring-inset-focus relative ${className}`}
  />
);
