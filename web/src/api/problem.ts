// What went wrong, in a shape that forms and notices can show. The server answers RFC 9457 problem+json; everything
// else (no network, a proxy's HTML) is folded into the same class, so that callers handle one error type.
import type { components } from './schema';

export type Problem = components['schemas']['Problem'];

const UNANSWERED = 'Spool is not answering. Nothing was saved; try again in a moment.';

export class ApiError extends Error {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Last part of the problem's type, such as `validation` or `conflict`. */
  readonly kind: string;
  readonly problem: Problem | undefined;

  constructor(status: number, problem?: Problem) {
    super(
      problem?.detail || problem?.title || (status === 0 ? UNANSWERED : `The server answered ${status}.`),
    );
    this.name = 'ApiError';
    this.status = status;
    this.kind = problem?.type.split(':').at(-1) ?? (status === 0 ? 'unanswered' : 'unknown');
    this.problem = problem;
  }
}

export const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'title' in body && 'type' in body && 'status' in body;

/** Any thrown thing as an `ApiError`: a `TypeError` from `fetch` means nobody answered. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (isProblem(thrown)) return new ApiError(thrown.status, thrown);
  return new ApiError(0);
}

/** First segment of a JSON pointer, which is the name of the form field: `/character_ids/0` is `character_ids`. */
export const fieldOf = (pointer: string): string =>
  (pointer.replace(/^#/, '').split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');

/** Messages by field name, as React Aria's `Form` takes them. */
export function fieldErrors(error: unknown): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const { pointer, message } of toApiError(error).problem?.errors ?? []) {
    const name = fieldOf(pointer);
    if (!name) continue;
    out[name] = [...(out[name] ?? []), sentence(message)];
  }
  return out;
}

/** What is left to say above the form: everything that no shown field can say. */
export function formError(error: unknown, shown: readonly string[]): string | undefined {
  if (!error) return undefined;
  const e = toApiError(error);
  const errors = e.problem?.errors ?? [];
  if (errors.length === 0) return sentence(e.message);
  const rest = errors.filter((x) => !shown.includes(fieldOf(x.pointer)));
  return rest.length
    ? rest
        .map((x) => `${fieldOf(x.pointer)} ${x.message}`.trim())
        .map(sentence)
        .join(' ')
    : undefined;
}

/** The API speaks lowercase without a full stop; people read sentences. */
export function sentence(message: string): string {
  const text = message.trim();
  if (!text) return text;
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
