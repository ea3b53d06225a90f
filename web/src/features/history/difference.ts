// Before and after, field by field. Both come as the log keeps them: plain values or objects of changed fields.

export interface Difference {
  /** Empty when the whole value changed. */
  field: string;
  before: string;
  after: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

export function differences(before: unknown, after: unknown): Difference[] {
  if (before === undefined && after === undefined) return [];
  if (!isObject(before) && !isObject(after)) {
    const pair = { field: '', before: asText(before), after: asText(after) };
    return pair.before === pair.after ? [] : [pair];
  }
  const old = isObject(before) ? before : {};
  const now = isObject(after) ? after : {};
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((field) => ({ field, before: asText(old[field]), after: asText(now[field]) }))
    .filter((pair) => pair.before !== pair.after);
}

/** What a fact without a before says of itself, name by name. */
export const particulars = (said: unknown): [name: string, value: string][] =>
  isObject(said) ? Object.entries(said).map(([name, value]) => [name, asText(value)]) : [];
