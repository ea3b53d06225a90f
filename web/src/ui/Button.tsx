// Buttons. `tone` says what a press means, not how it looks. A pending one keeps the focus and takes no more presses;
// React Aria's own pending state is not used, because its announcement outlives the page it speaks of.
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';

const TONE = { plain: '', go: 'btn-go', bad: 'btn-bad', quiet: 'btn-quiet' };
const RESTING = {
  type: 'button',
  onPress: undefined,
  'aria-disabled': 'true',
  'data-pending': 'true',
} as const;

export interface ButtonProps extends AriaProps {
  tone?: keyof typeof TONE;
  className?: string;
}

export const Button = ({ tone = 'plain', className = '', isPending, ...props }: ButtonProps) => (
  <AriaButton {...props} {...(isPending && RESTING)} className={`btn ${TONE[tone]} ${className}`} />
);
