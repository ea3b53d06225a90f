// The closed lists of the domain, in the order people look for them. A word that the schema gains and this file lacks
// is a type error.
import type { Format, Genre, Length, ScriptType, Tone } from '../../api/client';
import { words } from '../../lib/format';
import type { Choice } from '../../ui/SelectField';

/** A list that must name every member of `T`. */
const every =
  <T extends string>() =>
  <const L extends readonly T[]>(list: [T] extends [L[number]] ? L : never): L =>
    list;

const choices = <T extends string>(ids: readonly T[], labels: Partial<Record<T, string>> = {}): Choice<T>[] =>
  ids.map((id) => ({ id, label: labels[id] ?? words(id) }));

export const GENRES = choices(
  every<Genre>()([
    'action',
    'adventure',
    'animation',
    'comedy',
    'crime',
    'documentary',
    'drama',
    'fantasy',
    'historical',
    'horror',
    'musical',
    'mystery',
    'noir',
    'romance',
    'science_fiction',
    'thriller',
    'war',
    'western',
  ]),
);

export const TONES = choices(
  every<Tone>()([
    'dark',
    'light',
    'suspenseful',
    'comedic',
    'dramatic',
    'romantic',
    'gritty',
    'whimsical',
    'melancholic',
    'epic',
    'satirical',
    'neutral',
  ]),
);

export const FORMATS = choices(every<Format>()(['feature', 'series', 'short']));
export const SCRIPT_TYPES = choices(every<ScriptType>()(['screenplay', 'treatment', 'outline']));
export const LENGTHS = choices(every<Length>()(['short', 'medium', 'long']));

export const SAID_OF_LENGTH: Record<Length, string> = {
  short: 'A few scenes, to see whether it holds.',
  medium: 'An act’s worth of scenes.',
  long: 'As much as the engine can carry.',
};
