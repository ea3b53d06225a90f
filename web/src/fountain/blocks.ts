// A Fountain text as blocks for the page: consecutive lines of one kind joined, marks of the syntax taken off.
import { classify, type Kind, sceneNumber } from './classify';

export interface Block {
  kind: Exclude<Kind, 'blank' | 'title' | 'boneyard'>;
  text: string;
  /** Scene number as printed in the margins. */
  number?: string;
  /** Depth of a section, 1 to 6. */
  depth?: number;
}

export interface Fountain {
  titlePage: [key: string, value: string][];
  blocks: Block[];
}

const JOINED = new Set<Kind>(['action', 'dialogue', 'lyric', 'note', 'synopsis']);

const bare = (kind: Kind, line: string): string => {
  const text = line.trim();
  switch (kind) {
    case 'scene':
      return text.replace(/^\.(?!\.)\s*/, '').replace(/\s*#[^#]*#$/, '');
    case 'character':
      return text.replace(/^@/, '').replace(/\s*\^$/, '');
    case 'transition':
      return text.replace(/^>\s*/, '');
    case 'centered':
      return text.replace(/^>\s*|\s*<$/g, '');
    case 'section':
      return text.replace(/^#+\s*/, '');
    case 'synopsis':
      return text.replace(/^=\s*/, '');
    case 'lyric':
      return text.replace(/^~\s*/, '');
    case 'action':
      return line.replace(/^(\s*)!/, '$1').trimEnd();
    default:
      return text;
  }
};

function titlePage(lines: string[]): [string, string][] {
  const out: [string, string][] = [];
  for (const line of lines) {
    const pair = /^([A-Za-z][A-Za-z ]*):\s*(.*)$/.exec(line);
    const last = out.at(-1);
    if (pair) out.push([pair[1] ?? '', pair[2] ?? '']);
    else if (last) last[1] = `${last[1]}\n${line.trim()}`.trim();
  }
  return out;
}

/** Either the writer numbers scenes or we do: a mix would print 12, 2, 3. */
function numberScenes(blocks: Block[], explicit: boolean): void {
  if (explicit) return;
  let n = 0;
  for (const block of blocks) if (block.kind === 'scene') block.number = String(++n);
}

export function parseFountain(text: string): Fountain {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const kinds = classify(lines);
  const blocks: Block[] = [];
  const titles: string[] = [];
  let explicit = false;
  let before: Kind | undefined;
  kinds.forEach((kind, i) => {
    const line = lines[i] ?? '';
    const last = blocks.at(-1);
    if (kind === 'title') titles.push(line);
    else if (kind !== 'blank' && kind !== 'boneyard') {
      if (last && before === kind && JOINED.has(kind)) last.text += `\n${bare(kind, line)}`;
      else {
        const block: Block = { kind, text: bare(kind, line) };
        const number = kind === 'scene' ? sceneNumber(line) : undefined;
        if (number) block.number = number;
        if (kind === 'section') block.depth = /^\s*(#{1,6})/.exec(line)?.[1]?.length ?? 1;
        explicit ||= number !== undefined;
        blocks.push(block);
      }
    }
    before = kind;
  });
  numberScenes(blocks, explicit);
  return { titlePage: titlePage(titles), blocks };
}
