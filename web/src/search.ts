// What may stand behind the question mark of each address. Anything else is dropped, so that a mistyped or hostile link
// shows a room and not an error.
import { standingOf } from './features/jobs/state';

type Raw = Record<string, unknown>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

const count = (value: unknown): number | undefined => {
  const n = Number(value);
  return Number.isInteger(n) && n > 0 ? n : undefined;
};

const flag = (value: unknown): true | undefined => (value === true || value === 'true' ? true : undefined);

const date = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

function one<T extends string>(choices: readonly T[], value: unknown): T | undefined {
  return choices.find((choice) => choice === value);
}

/** An address within this client: never another host. */
const here = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;

/** Leaves out what is not there, so that addresses stay short. */
function kept<T extends object>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T & object;
}

export const door = (raw: Raw) => kept({ to: here(raw.to), over: flag(raw.over) });
export const list = (raw: Raw) => kept({ q: text(raw.q), archived: flag(raw.archived) });
export const newScript = (raw: Raw) => kept({ logline: text(raw.logline) });
export const draft = (raw: Raw) => kept({ job: text(raw.job) });
export const version = (raw: Raw) => kept({ fresh: flag(raw.fresh) });
export const write = (raw: Raw) => kept({ from: count(raw.from) });
export const scenes = (raw: Raw) => kept({ version: count(raw.version), scene: text(raw.scene) });
export const board = (raw: Raw) =>
  kept({ version: count(raw.version), scene: text(raw.scene), shot: text(raw.shot) });
export const film = (raw: Raw) => kept({ film: text(raw.film) });
export const jobs = (raw: Raw) => kept({ state: standingOf(raw.state), job: text(raw.job) });
export const production = (raw: Raw) =>
  kept({
    node: text(raw.node),
    view: one(['table', 'results'] as const, raw.view),
    sort: one(['name', 'kind', 'state', 'cost'] as const, raw.sort),
  });
export const history = (raw: Raw) =>
  kept({ type: text(raw.type), actor: text(raw.actor), since: date(raw.since), until: date(raw.until) });
