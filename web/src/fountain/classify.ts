// What each line of a Fountain 1.1 text is. Pure and cheap enough to run over a whole feature on every keystroke.

export type Kind =
  | 'title'
  | 'scene'
  | 'action'
  | 'character'
  | 'dialogue'
  | 'paren'
  | 'transition'
  | 'centered'
  | 'lyric'
  | 'section'
  | 'synopsis'
  | 'note'
  | 'boneyard'
  | 'pagebreak'
  | 'blank';

const SCENE = /^(?:(?:INT\.?\/EXT|EXT\.?\/INT|I\/E|INT|EXT|EST)[. ]|\.(?!\.))/i;
const TRANSITION = /^[^\p{Ll}]*TO:$/u;
const CUE = /^(?=.*\p{Lu})[^\p{Ll}(]+(?:\([^)]*\)\s*)*\^?$/u;
const TITLE_KEY = /^[A-Za-z][A-Za-z ]*:/;
const TITLE_KEYS = /^(title|credit|author|authors|source|draft date|date|contact|copyright|notes|revision):/i;

/** Reads one line after another and remembers what the next one may be. */
class Reader {
  speech = false;
  boneyard = false;
  note = false;
  blankBefore = true;

  read(raw: string, next: string | undefined): Kind {
    const line = raw.trim();
    if (this.boneyard) {
      this.boneyard = !line.includes('*/');
      return 'boneyard';
    }
    if (line === '') return this.empty(raw);
    const kind = this.full(line, next);
    this.blankBefore = false;
    return kind;
  }

  private empty(raw: string): Kind {
    // Two spaces keep a speech or a note going.
    if (this.note) return 'note';
    if (this.speech && raw.length >= 2) return 'dialogue';
    this.speech = false;
    this.blankBefore = true;
    return 'blank';
  }

  private full(line: string, next: string | undefined): Kind {
    if (line.startsWith('/*')) {
      this.boneyard = !line.includes('*/');
      return 'boneyard';
    }
    if (this.note || (line.startsWith('[[') && !this.speech)) {
      this.note = !line.includes(']]');
      return 'note';
    }
    if (this.speech) return line.startsWith('(') ? 'paren' : line.startsWith('~') ? 'lyric' : 'dialogue';
    return this.forced(line) ?? this.natural(line, next);
  }

  private forced(line: string): Kind | undefined {
    if (line.startsWith('===')) return 'pagebreak';
    switch (line[0]) {
      case '#':
        return 'section';
      case '=':
        return 'synopsis';
      case '~':
        return 'lyric';
      case '!':
        return 'action';
      case '>':
        return line.endsWith('<') ? 'centered' : 'transition';
      default:
        return undefined;
    }
  }

  private natural(line: string, next: string | undefined): Kind {
    if (!this.blankBefore) return 'action';
    if (SCENE.test(line)) return 'scene';
    const alone = next === undefined || next.trim() === '';
    if (alone) return TRANSITION.test(line) ? 'transition' : 'action';
    if (!line.startsWith('@') && !CUE.test(line)) return 'action';
    this.speech = true;
    return 'character';
  }
}

export function classify(lines: readonly string[]): Kind[] {
  const kinds: Kind[] = [];
  const first = lines[0] ?? '';
  if (TITLE_KEYS.test(first) || (TITLE_KEY.test(first) && /^(\t| {3})/.test(lines[1] ?? '')))
    while (kinds.length < lines.length && lines[kinds.length]?.trim() !== '') kinds.push('title');
  const reader = new Reader();
  for (let i = kinds.length; i < lines.length; i += 1) kinds.push(reader.read(lines[i] ?? '', lines[i + 1]));
  return kinds;
}

export const sceneNumber = (line: string): string | undefined => /#([^#\s][^#]*)#\s*$/.exec(line)?.[1];

/** A cue's name, without force mark, extension or dual-dialogue caret: `@McCLANE (V.O.) ^` is `McCLANE`. */
export const cueName = (line: string): string =>
  line
    .trim()
    .replace(/^@/, '')
    .replace(/\s*\(.*$/, '')
    .replace(/\^$/, '')
    .trim();
