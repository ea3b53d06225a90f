// The one way to the server: typed by the generated schema, wrapped in the session and freshness promises.
import createClient from 'openapi-fetch';
import { tabBox, withBearer } from './bearer';
import { type Fetch, singleFlight, withFreshReads, withSession } from './fetch';
import { positions } from './positions';
import { ApiError, isProblem, toApiError } from './problem';
import type { components, paths } from './schema';

type Schemas = components['schemas'];
export type Account = Schemas['Account'];
export type Asset = Schemas['Asset'];
export type Budget = Schemas['Budget'];
export type Character = Schemas['Character'];
export type CharacterChange = Schemas['CharacterChange'];
export type Cost = Schemas['Cost'];
export type FilmOptions = Schemas['FilmOptions'];
export type EstimatedState = Schemas['EstimatedState'];
export type Format = Schemas['Format'];
export type Genre = Schemas['Genre'];
export type GraphEdge = Schemas['GraphEdge'];
export type GraphNode = Schemas['GraphNode'];
export type HistoryItem = Schemas['HistoryItem'];
export type Job = Schemas['Job'];
export type JobGraph = Schemas['JobGraph'];
export type JobKind = Schemas['JobKind'];
export type JobResult = Schemas['JobResult'];
export type JobState = Schemas['JobState'];
export type Length = Schemas['Length'];
export type MaintenanceTask = Schemas['MaintenanceTask'];
export type NewCharacter = Schemas['NewCharacter'];
export type NewScene = Schemas['NewScene'];
export type NewScript = Schemas['NewScript'];
export type NewShot = Schemas['NewShot'];
export type NodeState = Schemas['NodeState'];
export type Phase = Schemas['Phase'];
export type PictureOptions = Schemas['PictureOptions'];
export type ProduceRequest = Schemas['ProduceRequest'];
export type ProduceScope = Schemas['ProduceScope'];
export type ProductionEstimate = Schemas['ProductionEstimate'];
export type Scene = Schemas['Scene'];
export type Script = Schemas['Script'];
export type ScriptChange = Schemas['ScriptChange'];
export type ScriptType = Schemas['ScriptType'];
export type Session = Schemas['Session'];
export type Shot = Schemas['Shot'];
/** Whatever is left out stays as each shot has it. */
export type ShotParams = Schemas['ShotParams'];
export type ShotPatch = Schemas['ShotPatch'];
export type Spending = Schemas['Spending'];
export type StoryboardRequest = Schemas['StoryboardRequest'];
export type System = Schemas['System'];
export type Take = Schemas['ShotTake'];
export type Tone = Schemas['Tone'];
export type Totals = Schemas['Totals'];
export type Version = Schemas['Version'];
/** A version as lists have it: without its text. */
export type VersionSummary = Schemas['VersionSummary'];
export type WorkerSeen = Schemas['WorkerSeen'];

/** A resource with the tag that a guarded change has to name (`If-Match`). */
export type Tagged<T> = T & { etag: string | undefined };

const listeners = new Set<() => void>();

/** Calls back when the session is over and could not be renewed. */
export function onSessionLost(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const bare: Fetch = (request) => fetch(request);

/** Cookies carry the session where the browser keeps them; `withBearer` says where it does not. */
const carried: Fetch = globalThis.isSecureContext === false ? withBearer(bare, tabBox) : bare;

/** As `fetch`, with the session: for the stream, which reads its answer itself. */
export const fetchInSession = (url: string, init: RequestInit): Promise<Response> =>
  carried(new Request(new URL(url, location.origin), { credentials: 'same-origin', ...init }));

/** Renews the session by its refresh token. False: it is over. Throws `ApiError` when the server did not answer. */
export const refreshSession = singleFlight(async () => {
  const response = await fetchInSession('/api/v1/auth/refresh', { method: 'POST' });
  if (response.ok) return true;
  if (response.status === 429 || response.status >= 500) throw new ApiError(response.status);
  return false;
});

const hooks = {
  refresh: refreshSession,
  onLost: () => {
    for (const listener of listeners) listener();
  },
};

export const http = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  // Several values of one parameter are separated by commas.
  querySerializer: { array: { style: 'form', explode: false } },
  fetch: withSession(withFreshReads(carried, positions), hooks),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a success, or an `ApiError` thrown. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  return (await settle(answer)).data as T;
}

/** As `unwrap`, with the resource's entity tag. */
export async function unwrapTagged<T extends object>(answer: Promise<Answer<T>>): Promise<Tagged<T>> {
  const { data, response } = await settle(answer);
  return { ...(data as T), etag: response.headers.get('etag') ?? undefined };
}

async function settle<T>(answer: Promise<Answer<T>>): Promise<Answer<T>> {
  let settled: Answer<T>;
  try {
    settled = await answer;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw toApiError(thrown);
  }
  const { error, response } = settled;
  if (!response.ok) throw new ApiError(response.status, isProblem(error) ? error : undefined);
  return settled;
}

/** A key for `Idempotency-Key`: a repeated POST with it is answered as the first one was. */
export function freshKey(): string {
  // `randomUUID` is missing on plain HTTP to another machine; `getRandomValues` is not.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
