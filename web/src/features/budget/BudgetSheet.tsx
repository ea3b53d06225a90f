// Sets the budget: minutes and dollars.
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { Budget } from '../../api/client';
import { fieldErrors, formError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/toasts';
import { inDollars, inMinutes, minutes, money } from './amounts';
import { useSetBudget } from './queries';

const FIELDS = ['compute_ms', 'usd_micros'] as const;
const NO_AMOUNT = 'Write a number, such as 90 or 2.5, or nothing for no limit.';

interface Props {
  scriptId: string;
  budget: Budget;
  onClose: () => void;
}

export function BudgetSheet({ scriptId, budget, onClose }: Props) {
  const [time, setTime] = useState(inMinutes(budget));
  const [cash, setCash] = useState(inDollars(budget));
  const set = useSetBudget(scriptId);
  const banner = formError(set.error, FIELDS);
  const wrong = (value: unknown) => (value === undefined ? NO_AMOUNT : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [compute_ms, usd_micros] = [minutes(time), money(cash)];
    if (compute_ms === undefined || usd_micros === undefined) return;
    set.mutate(
      { compute_ms, usd_micros },
      {
        onSuccess: () => {
          toast('Budget saved');
          onClose();
        },
      },
    );
  };
  return (
    <Sheet title="Budget of this script" isOpen onClose={onClose} className="md:w-[420px]">
      <Form validationErrors={fieldErrors(set.error)} onSubmit={submit} className="flex flex-col gap-4">
        {banner && <Notice>{banner}</Notice>}
        <Field
          label="Computing minutes"
          name="compute_ms"
          inputMode="decimal"
          value={time}
          onChange={setTime}
          placeholder="No limit"
          validate={(value) => wrong(minutes(value))}
          autoFocus
        />
        <Field
          label="US dollars"
          name="usd_micros"
          inputMode="decimal"
          value={cash}
          onChange={setCash}
          placeholder="No limit"
          validate={(value) => wrong(money(value))}
        />
        <p className="hint">
          For everything that is ever made of this script. Left empty, there is no limit.
        </p>
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>Keep it as it is</Button>
          <Button type="submit" tone="go" isPending={set.isPending}>
            Save budget
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}
