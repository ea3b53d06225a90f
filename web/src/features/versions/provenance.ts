// Provenance as the engine recorded it: an open set of names, the known ones first and in people's words.
import { words } from '../../lib/format';

const KNOWN = ['engine', 'model', 'licence', 'origin', 'sha256', 'seed'] as const;
const LABEL: Partial<Record<string, string>> = { sha256: 'SHA-256', model: 'Model', origin: 'Weights from' };

const asText = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

export function provenanceFacts(provenance: Record<string, unknown> | null | undefined): {
  prompt: string | undefined;
  facts: [name: string, value: string][];
} {
  const all = Object.entries(provenance ?? {}).filter(([, value]) => value !== null && value !== '');
  const known = KNOWN.flatMap((name) => all.filter(([key]) => key === name));
  const rest = all.filter(([key]) => key !== 'prompt' && !(KNOWN as readonly string[]).includes(key));
  const prompt = all.find(([key]) => key === 'prompt')?.[1];
  return {
    prompt: prompt === undefined ? undefined : asText(prompt),
    facts: [...known, ...rest].map(([key, value]) => [LABEL[key] ?? words(key), asText(value)]),
  };
}
