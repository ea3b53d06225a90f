// What the kinds of work make, as they make it. A part that is missing is empty: an older result is shown as far as it
// goes.

type Raw = Record<string, unknown>;

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const list = <T>(value: unknown, read: (raw: Raw) => T): T[] =>
  Array.isArray(value) ? value.filter(isRaw).map(read) : [];

export interface Speaker {
  name: string;
  lines: number;
  words: number;
}
const speaker = (raw: Raw): Speaker => ({
  name: text(raw.name),
  lines: number(raw.lines),
  words: number(raw.words),
});

export interface SceneTiming {
  heading: string;
  eighths: number;
  seconds: number;
  dialogueWords: number;
  actionWords: number;
  speakers: Speaker[];
}
export const sceneTiming = (raw: Raw): SceneTiming => ({
  heading: text(raw.heading),
  eighths: number(raw.page_eighths),
  seconds: number(raw.seconds),
  dialogueWords: number(raw.dialogue_words),
  actionWords: number(raw.action_words),
  speakers: list(raw.speakers, speaker),
});

export interface Strip {
  heading: string;
  eighths: number;
  seconds: number;
  atS: number;
  speakers: string[];
}
export interface Part extends Speaker {
  scenes: number;
}
export interface ScriptTiming {
  seconds: number;
  pages: string;
  eighths: number;
  dialogueWords: number;
  actionWords: number;
  scenes: Strip[];
  cast: Part[];
}
export const scriptTiming = (raw: Raw): ScriptTiming => ({
  seconds: number(raw.seconds),
  pages: text(raw.pages),
  eighths: number(raw.page_eighths),
  dialogueWords: number(raw.dialogue_words),
  actionWords: number(raw.action_words),
  scenes: list(raw.scenes, (one) => ({
    heading: text(one.heading),
    eighths: number(one.page_eighths),
    seconds: number(one.seconds),
    atS: number(one.at_s),
    speakers: Array.isArray(one.speakers) ? one.speakers.map(text) : [],
  })),
  cast: list(raw.cast, (one) => ({ ...speaker(one), scenes: number(one.scenes) })),
});

export interface Notes {
  summary: string;
  works: string;
  change: string;
  /** 1 to 5. */
  grade: number;
}
export const notes = (raw: Raw): Notes => ({
  summary: text(raw.summary),
  works: text(raw.works),
  change: text(raw.change),
  grade: number(raw.grade),
});

export interface Coverage {
  synopsis: string;
  strengths: string;
  weaknesses: string;
  verdict: string;
  grade: number;
  scenes: Notes[];
}
export const coverage = (raw: Raw): Coverage => ({
  synopsis: text(raw.synopsis),
  strengths: text(raw.strengths),
  weaknesses: text(raw.weaknesses),
  verdict: text(raw.verdict),
  grade: number(raw.grade),
  scenes: list(raw.scenes, notes),
});

export interface MadeFrames {
  frames: { name: string; picture: string | undefined }[];
  /** The others were there. */
  drawn: number;
}
const assetOf = (value: unknown): string | undefined =>
  isRaw(value) && typeof value.asset === 'string' ? value.asset : undefined;
export const madeFrames = (raw: Raw): MadeFrames => ({
  frames: list(raw.frames, (one) => ({ name: text(one.name), picture: assetOf(one.still) })),
  drawn: number(raw.drawn),
});
export const portrait = (raw: Raw): string | undefined => assetOf(raw.portrait);

export interface Refined {
  picture: string | undefined;
  /** What the words did, phrase by phrase. */
  understood: string[];
  /** The words that said nothing. */
  ignored: string[];
}
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter(Boolean) : []);
export const refined = (raw: Raw): Refined => ({
  picture: assetOf(raw.still),
  understood: texts(raw.understood),
  ignored: texts(raw.ignored),
});

export interface Sound {
  name: string;
  asset: string;
}
const SOUNDS = [
  ['audio', 'Sound'],
  ['stem', 'Voices'],
  ['ambience', 'Ambience'],
  ['effects', 'Effects'],
] as const;
/** Whatever there is to hear in a result. */
export const sounds = (raw: Raw): Sound[] =>
  SOUNDS.flatMap(([field, name]) => {
    const asset = assetOf(raw[field]);
    return asset ? [{ name, asset }] : [];
  });

/** The kind's own part of a result. */
export const madeOf = (result: unknown): Raw | undefined => {
  if (!isRaw(result)) return undefined;
  return isRaw(result.made) ? result.made : undefined;
};
