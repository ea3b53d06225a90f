// Where pages break: 55 lines of 12-point Courier to a page, counted by wrapping each block at its printed width.
// A heading stays with what follows it and a speech is not torn apart, so a page may end early.
import type { Block } from './blocks';

export const LINES_PER_PAGE = 55;

/** Printed width in characters; `styles/fountain.css` sets the same ones. */
const WIDTH: Record<Block['kind'], number> = {
  scene: 60,
  action: 60,
  character: 38,
  dialogue: 35,
  paren: 25,
  transition: 60,
  centered: 60,
  lyric: 35,
  section: 60,
  synopsis: 60,
  note: 60,
  pagebreak: 60,
};

/** Empty lines above a block that does not begin a page. */
const ABOVE: Record<Block['kind'], number> = {
  scene: 2,
  action: 1,
  character: 1,
  dialogue: 0,
  paren: 0,
  transition: 1,
  centered: 1,
  lyric: 0,
  section: 2,
  synopsis: 1,
  note: 1,
  pagebreak: 0,
};

/** Lines that `text` takes at `width`, broken between words as the browser breaks it. */
export function wrappedLines(text: string, width: number): number {
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    lines += 1;
    let column = 0;
    for (const word of paragraph.split(/\s+/)) {
      const length = Array.from(word).length;
      if (column > 0 && column + 1 + length > width) {
        lines += 1;
        column = 0;
      }
      lines += Math.max(0, Math.ceil(length / width) - 1);
      column += (column > 0 ? 1 : 0) + (length > width ? length % width : length);
    }
  }
  return lines;
}

const SPEECH = new Set<Block['kind']>(['dialogue', 'paren', 'lyric']);

/** Blocks that must not part: a cue with its speech, a heading with what comes after it. */
function groups(blocks: Block[]): Block[][] {
  const out: Block[][] = [];
  let open = false;
  for (const block of blocks) {
    const last = out.at(-1);
    const joins = open || (SPEECH.has(block.kind) && last?.some((b) => b.kind === 'character'));
    if (last && joins && block.kind !== 'pagebreak') last.push(block);
    else out.push([block]);
    open = block.kind === 'scene' || block.kind === 'section' || block.kind === 'character';
  }
  return out;
}

const height = (block: Block, first: boolean) =>
  (first ? 0 : ABOVE[block.kind]) + wrappedLines(block.text, WIDTH[block.kind]);

export function paginate(blocks: Block[], perPage = LINES_PER_PAGE): Block[][] {
  const pages: Block[][] = [];
  let page: Block[] = [];
  let used = 0;
  const turn = () => {
    if (page.length) pages.push(page);
    page = [];
    used = 0;
  };
  for (const group of groups(blocks)) {
    if (group[0]?.kind === 'pagebreak') {
      turn();
      continue;
    }
    const tall = (fresh: boolean) => group.reduce((sum, b, i) => sum + height(b, fresh && i === 0), 0);
    if (page.length && used + tall(false) > perPage) turn();
    used += tall(page.length === 0);
    page.push(...group);
  }
  turn();
  return pages;
}

/** Page count as a first assistant director gives it, in eighths: `2 3/8`. */
export function eighths(blocks: Block[], perPage = LINES_PER_PAGE): string {
  const lines = blocks.reduce((sum, block, i) => sum + height(block, i === 0), 0);
  const all = lines === 0 ? 0 : Math.max(1, Math.round((lines / perPage) * 8));
  const whole = Math.floor(all / 8);
  const rest = all % 8;
  return [whole ? String(whole) : '', rest ? `${rest}/8` : ''].filter(Boolean).join(' ') || '0';
}
