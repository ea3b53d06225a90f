// What is wrong with a field. Its line stays once it was needed: an error that vanishes as the focus leaves would move
// the button out from under the press that took the focus away.
import { useContext, useState } from 'react';
import { FieldError, FieldErrorContext } from 'react-aria-components';

export function FieldProblem() {
  const wrong = useContext(FieldErrorContext)?.isInvalid ?? false;
  const [needed, setNeeded] = useState(wrong);
  if (wrong && !needed) setNeeded(true);
  if (!needed) return null;
  return (
    <div className="min-h-[17px] text-[12px] leading-[17px] text-bad">
      <FieldError />
    </div>
  );
}
