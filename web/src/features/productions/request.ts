// What is asked of a production: of how much, and which kinds of work.
import type {
  EstimatedState,
  JobKind,
  ProduceRequest,
  ProduceScope,
  ProductionEstimate,
} from '../../api/client';

export interface Wish {
  scope: ProduceScope;
  /** Of an episode its number, of a scene or character its id. */
  id: string;
  want: readonly JobKind[];
}

interface Offer {
  kind: JobKind;
  said: string;
  /** Made of scenes; the others are made of the whole. */
  ofScenes: boolean;
}

/** What can be wanted, in the order in which one wants it. */
export const OFFERS: readonly Offer[] = [
  { kind: 'time_script', said: 'How long it plays, a one-liner, and who speaks how much', ofScenes: false },
  { kind: 'time_scene', said: 'Pages, running time and speakers of every scene', ofScenes: true },
  { kind: 'review_script', said: 'Synopsis, strengths, weaknesses and a verdict', ofScenes: false },
  { kind: 'review_scene', said: 'What happens, what works, what to change, scene by scene', ofScenes: true },
];

export const offersOf = (scope: ProduceScope): readonly Offer[] =>
  scope === 'scene' || scope === 'character' ? OFFERS.filter(({ ofScenes }) => ofScenes) : OFFERS;

/** Kinds that a language model writes. */
export const isWritten = (kind: JobKind): boolean => kind === 'review_scene' || kind === 'review_script';

/** As the server takes it; `undefined` while something is still missing. */
export function requestOf({ scope, id, want }: Wish): ProduceRequest | undefined {
  const kinds = offersOf(scope)
    .map(({ kind }) => kind)
    .filter((kind) => want.includes(kind));
  if (kinds.length === 0 || (scope !== 'script' && !id)) return undefined;
  if (scope === 'script') return { scope, want: kinds };
  return { scope, id: scope === 'episode' ? Number(id) : id, want: kinds };
}

export function countStates({ nodes }: ProductionEstimate): Record<EstimatedState, number> {
  const counts = { made: 0, stale: 0, missing: 0, running: 0 };
  for (const { state } of nodes) counts[state] += 1;
  return counts;
}
