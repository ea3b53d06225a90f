// What is asked of a production: of how much, and which kinds of work.
import type {
  EstimatedState,
  FilmOptions,
  JobKind,
  PictureOptions,
  ProduceRequest,
  ProduceScope,
  ProductionEstimate,
} from '../../api/client';
import { makingOf } from '../pictures/making';

export interface Wish {
  scope: ProduceScope;
  /** Of an episode its number, of a scene or character its id. */
  id: string;
  want: readonly JobKind[];
  /** How its pictures and films are made, where not as usual. */
  film: FilmOptions;
  picture: PictureOptions;
}

interface Offer {
  kind: JobKind;
  said: string;
  /** Made of each scene, of the whole, or of each character. */
  of: 'scene' | 'whole' | 'character';
}

/** What can be wanted, in the order in which one wants it. What a kind needs comes with it. */
export const OFFERS: readonly Offer[] = [
  { kind: 'film_script', said: 'Frames, voices, music and effects, cut to one film', of: 'whole' },
  { kind: 'film_scene', said: 'Every scene as a short film of its own', of: 'scene' },
  { kind: 'storyboard_scene', said: 'Every scene in shots, each with its picture', of: 'scene' },
  { kind: 'mix_scene', said: 'Voices, music and effects of every scene, mixed', of: 'scene' },
  { kind: 'draw_portrait', said: 'A picture of everybody in the cast', of: 'character' },
  { kind: 'time_script', said: 'How long it plays, a one-liner, and who speaks how much', of: 'whole' },
  { kind: 'time_scene', said: 'Pages, running time and speakers of every scene', of: 'scene' },
  { kind: 'review_script', said: 'Synopsis, strengths, weaknesses and a verdict', of: 'whole' },
  { kind: 'review_scene', said: 'What happens, what works, what to change, scene by scene', of: 'scene' },
];

/** Of a scene there is no whole and nobody; of a character there are the scenes, too. */
export const offersOf = (scope: ProduceScope): readonly Offer[] => {
  if (scope === 'scene') return OFFERS.filter(({ of }) => of === 'scene');
  if (scope === 'character') return OFFERS.filter(({ of }) => of !== 'whole');
  return OFFERS;
};

/** Kinds that a language model writes. */
export const isWritten = (kind: JobKind): boolean => kind === 'review_scene' || kind === 'review_script';

const FILMED: readonly JobKind[] = ['film_script', 'film_scene'];
const DRAWN: readonly JobKind[] = ['storyboard_scene', 'draw_portrait'];
/** Kinds that end in a film. */
export const isFilmed = (kind: JobKind): boolean => FILMED.includes(kind);
/** Kinds that make pictures, or need them. */
export const isSeen = (kind: JobKind): boolean => isFilmed(kind) || DRAWN.includes(kind);

/** As the server takes it; `undefined` while something is still missing. */
export function requestOf({ scope, id, want, film, picture }: Wish): ProduceRequest | undefined {
  const kinds = offersOf(scope)
    .map(({ kind }) => kind)
    .filter((kind) => want.includes(kind));
  if (kinds.length === 0 || (scope !== 'script' && !id)) return undefined;
  const asked = {
    want: kinds,
    ...(kinds.some(isSeen) && makingOf(kinds.some(isFilmed) ? film : {}, picture)),
  };
  if (scope === 'script') return { scope, ...asked };
  return { scope, id: scope === 'episode' ? Number(id) : id, ...asked };
}

export function countStates({ nodes }: ProductionEstimate): Record<EstimatedState, number> {
  const counts = { made: 0, stale: 0, missing: 0, running: 0 };
  for (const { state } of nodes) counts[state] += 1;
  return counts;
}
