// Buttons. `tone` says what a press means, not how it looks.
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';

const TONE = { plain: '', go: 'btn-go', bad: 'btn-bad', quiet: 'btn-quiet' };

export interface ButtonProps extends AriaProps {
  tone?: keyof typeof TONE;
  className?: string;
}

export const Button = ({ tone = 'plain', className = '', ...props }: ButtonProps) => (
  <AriaButton {...props} className={`btn ${TONE[tone]} ${className}`} />
);
