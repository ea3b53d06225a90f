// Budgets as people write them: minutes and dollars, and nothing for no limit.
import type { Budget, Cost } from '../../api/client';
import { dollars, stretch } from '../../lib/format';

const MS = 60_000;
const MICROS = 1_000_000;

/** What was typed as whole units of the server; `null` for no limit, `undefined` for something that is no amount. */
export function amount(typed: string, unit: number): number | null | undefined {
  const text = typed
    .trim()
    .replace(/^\$/, '')
    .replace(/(\d)[ ,](?=\d{3}\b)/g, '$1');
  if (text === '') return null;
  if (!/^\d+(\.\d+)?$|^\.\d+$/.test(text)) return undefined;
  const units = Math.round(Number(text) * unit);
  return Number.isSafeInteger(units) ? units : undefined;
}

export const minutes = (typed: string) => amount(typed, MS);
export const money = (typed: string) => amount(typed, MICROS);

const plain = (units: number | null | undefined, unit: number) =>
  units === null || units === undefined ? '' : String(Math.round((units / unit) * 1e6) / 1e6);

export const inMinutes = (budget: Budget): string => plain(budget.compute_ms, MS);
export const inDollars = (budget: Budget): string => plain(budget.usd_micros, MICROS);

interface Account {
  budget: Budget;
  spent: Cost;
  reserved: Cost;
}

/** What is left, never less than nothing; `null` without a limit. */
export function left({ budget, spent, reserved }: Account): Budget {
  const of = (part: keyof Cost) => {
    const most = budget[part];
    return most === null || most === undefined ? null : Math.max(0, most - spent[part] - reserved[part]);
  };
  return { compute_ms: of('compute_ms'), usd_micros: of('usd_micros') };
}

/** Why it cannot be paid for, in a sentence; `undefined` if it can. What costs nothing as far as is known still needs a rest. */
export function refusal(account: Account, estimate: Cost): string | undefined {
  const rest = left(account);
  const over = (part: keyof Cost, least: number) => {
    const most = rest[part];
    return most !== null && most !== undefined && Math.max(estimate[part], least) > most;
  };
  if (over('compute_ms', 1))
    return `It needs about ${stretch(estimate.compute_ms)} of computing time, and ${stretch(rest.compute_ms ?? 0)} of the budget of ${stretch(account.budget.compute_ms ?? 0)} is left.`;
  if (over('usd_micros', 0))
    return `It needs about ${dollars(estimate.usd_micros)}, and ${dollars(rest.usd_micros ?? 0)} of the budget of ${dollars(account.budget.usd_micros ?? 0)} is left.`;
  return undefined;
}
