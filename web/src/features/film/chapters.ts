// Where the scenes of a film begin, and the film's place in them.

type Raw = Record<string, unknown>;
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null;

export interface Chapter {
  title: string;
  startS: number;
}

/** What a film's job says of it. A part that is missing is empty. */
export interface FilmFacts {
  film: string | undefined;
  poster: string | undefined;
  captions: string | undefined;
  /** Its pictures have the words in them already. */
  burned: boolean;
  durationS: number;
  chapters: Chapter[];
}

const assetOf = (value: unknown): string | undefined =>
  isRaw(value) && typeof value.asset === 'string' ? value.asset : undefined;
const msOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;

const chapterOf = (raw: Raw): Chapter => ({
  title: typeof raw.title === 'string' ? raw.title : '',
  startS: msOf(raw.start_ms) / 1000,
});

export const filmFacts = (made: Raw | undefined): FilmFacts => ({
  film: assetOf(made?.film),
  poster: assetOf(made?.poster),
  captions: assetOf(made?.captions),
  burned: made?.burned === true,
  durationS: msOf(made?.duration_ms) / 1000,
  chapters: Array.isArray(made?.chapters)
    ? made.chapters
        .filter(isRaw)
        .map(chapterOf)
        .sort((a, b) => a.startS - b.startS)
    : [],
});

/** The chapter that is on, from 0; -1 before the first. */
export const chapterAt = (chapters: readonly Chapter[], atS: number): number =>
  chapters.findLastIndex(({ startS }) => startS <= atS + 0.01);

/** Where a jump of so many chapters leads. Back from well within a chapter is to its own beginning. */
export function chapterJump(chapters: readonly Chapter[], atS: number, by: -1 | 1): number | undefined {
  const now = chapterAt(chapters, atS);
  if (by > 0) return chapters[now + 1]?.startS;
  const begin = chapters[now]?.startS ?? 0;
  return atS - begin > 2 ? begin : (chapters[now - 1]?.startS ?? 0);
}
