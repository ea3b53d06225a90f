// What the script has cost, what runs of it will, and how much it may.
import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Spending } from '../../api/client';
import { dollars, stretch } from '../../lib/format';
import { Bar } from '../../ui/Bar';
import { Button } from '../../ui/Button';
import { Load } from '../../ui/Load';
import { BudgetSheet } from './BudgetSheet';
import { budgetQuery } from './queries';

export function BudgetCard({ scriptId }: { scriptId: string }) {
  const query = useQuery(budgetQuery(scriptId));
  const [editing, setEditing] = useState(false);
  return (
    <section aria-labelledby="budget-title" className="flex flex-col gap-3">
      <div className="flex items-center justify-between">
        <h2 id="budget-title" className="section-title">
          Budget
        </h2>
        <Button tone="quiet" isDisabled={!query.data} onPress={() => setEditing(true)}>
          <Pencil size={12} aria-hidden /> Set budget
        </Button>
      </div>
      <Load query={query}>
        {(spending) => (
          <>
            <Account spending={spending} part="compute_ms" name="Computing time" say={stretch} />
            <Account spending={spending} part="usd_micros" name="Money" say={dollars} />
            {editing && (
              <BudgetSheet scriptId={scriptId} budget={spending.budget} onClose={() => setEditing(false)} />
            )}
          </>
        )}
      </Load>
      <p className="hint">
        Nothing is begun that would go over it. Computing time is what this studio’s machines spend; money
        goes to others whose machines work for it.
      </p>
    </section>
  );
}

interface AccountProps {
  spending: Spending;
  part: 'compute_ms' | 'usd_micros';
  name: string;
  say: (amount: number) => string;
}

function Account({ spending: { spent, reserved, budget }, part, name, say }: AccountProps) {
  const most = budget[part];
  const limited = most !== null && most !== undefined;
  const used = spent[part] + reserved[part];
  return (
    <div className="flex flex-col gap-1.5 text-[13px]" data-budget={part}>
      <p className="flex flex-wrap justify-between gap-x-3">
        <span className="text-ink-2">{name}</span>
        <span>
          {say(spent[part])}
          <span className="text-dim">{limited ? ` of ${say(most)}` : ', no limit'}</span>
        </span>
      </p>
      {limited && (
        <Bar
          value={most > 0 ? used / most : 1}
          tone={used >= most ? 'bad' : 'run'}
          label={`${name} spent and reserved`}
          className="h-[4px]"
        />
      )}
      {reserved[part] > 0 && (
        <p className="hint">{say(reserved[part])} more is reserved for what runs now.</p>
      )}
    </div>
  );
}
