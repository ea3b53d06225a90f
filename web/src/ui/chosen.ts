import type { Choice } from './SelectField';

/** The words of a vocabulary with what people read for them, in this order. */
export const chosen = <T extends string>(labels: Record<T, string>): Choice<T>[] =>
  (Object.entries(labels) as [T, string][]).map(([id, label]) => ({ id, label }));
