// A button that is only a picture: its name is read out, and shown on hover or focus.
import type { ReactNode } from 'react';
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';

interface Props extends ButtonProps {
  label: string;
  children: ReactNode;
  className?: string;
}

export const IconButton = ({ label, children, className = '', isPending, ...props }: Props) => (
  <TooltipTrigger delay={500}>
    <Button
      {...props}
      {...(isPending && { onPress: undefined, 'aria-disabled': 'true' })}
      aria-label={label}
      className={`icon-btn ${className}`}
    >
      {children}
    </Button>
    <Tooltip offset={6} className="popover px-2 py-1 text-[12px]">
      {label}
    </Tooltip>
  </TooltipTrigger>
);
