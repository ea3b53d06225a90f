import { describe, expect, test } from 'vitest';
import { type Block, parseFountain } from '../../src/fountain/blocks';
import { spans } from '../../src/fountain/inline';
import { eighths, paginate, wrappedLines } from '../../src/fountain/pages';

const block = (kind: Block['kind'], text: string): Block => ({ kind, text });

describe('blocks', () => {
  test('marks of the syntax come off, lines of one kind join', () => {
    const { titlePage, blocks } = parseFountain(
      'Title: The Last Lamplighter\nContact:\n\tSomebody\n\tSomewhere\n\n.SNIPER SCOPE #7#\n\nOne.\nTwo.\n\n@Ada ^\n(beat)\nNo.\nNever.\n\n> FADE OUT.',
    );
    expect(titlePage).toEqual([
      ['Title', 'The Last Lamplighter'],
      ['Contact', 'Somebody\nSomewhere'],
    ]);
    expect(blocks).toEqual([
      { kind: 'scene', text: 'SNIPER SCOPE', number: '7' },
      block('action', 'One.\nTwo.'),
      block('character', 'Ada'),
      block('paren', '(beat)'),
      block('dialogue', 'No.\nNever.'),
      block('transition', 'FADE OUT.'),
    ]);
  });
  test('paragraphs stay apart, boneyards vanish, Windows line ends do not matter', () => {
    expect(parseFountain('One.\r\n\r\n/* gone */\r\n\r\nTwo.').blocks).toEqual([
      block('action', 'One.'),
      block('action', 'Two.'),
    ]);
  });
  test('scenes are numbered by us only when the writer numbers none', () => {
    const numbers = (text: string) =>
      parseFountain(text).blocks.flatMap((b) => (b.kind === 'scene' ? [b.number] : []));
    expect(numbers('INT. A\n\nx\n\nINT. B\n\ny')).toEqual(['1', '2']);
    expect(numbers('INT. A #12#\n\nx\n\nINT. B\n\ny')).toEqual(['12', undefined]);
  });
});

describe('wrapping', () => {
  test.each([
    ['', 10, 1],
    ['one two', 10, 1],
    ['one two three', 10, 2],
    ['exactly ten', 11, 1],
    ['exactly ten', 10, 2],
    ['abcdefghijklmno', 5, 3],
    ['a\nb\nc', 10, 3],
    ['🎬🎬🎬 🎬🎬', 3, 2],
  ])('%j at %d takes %d lines', (text, width, lines) => expect(wrappedLines(text, width)).toBe(lines));
});

describe('pages', () => {
  test('no page is longer than it may be, and none loses a block', () => {
    const { blocks } = parseFountain(
      Array.from({ length: 60 }, (_, i) => `INT. ROOM ${i} - DAY\n\nSomething happens.\n\nADA\nYes.\n`).join(
        '\n',
      ),
    );
    const pages = paginate(blocks);
    expect(pages.flat()).toEqual(blocks);
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) expect(page.length * 1.75).toBeLessThanOrEqual(56);
  });
  test('a cue stays with its speech and a heading with what follows', () => {
    const speech = [block('character', 'ADA'), block('dialogue', 'Yes.')];
    expect(paginate([block('action', 'x\n'.repeat(8).trim()), ...speech], 10)).toEqual([
      [block('action', 'x\n'.repeat(8).trim())],
      speech,
    ]);
    const scene = [block('scene', 'INT. A'), block('action', 'y')];
    expect(paginate([block('action', 'x\n'.repeat(7).trim()), ...scene], 10)[1]).toEqual(scene);
  });
  test('a page break breaks, and is not printed', () => {
    expect(paginate([block('action', 'a'), block('pagebreak', '==='), block('action', 'b')])).toEqual([
      [block('action', 'a')],
      [block('action', 'b')],
    ]);
  });
  test('length is told in eighths', () => {
    expect(eighths([])).toBe('0');
    expect(eighths([block('action', 'x')])).toBe('1/8');
    expect(eighths([block('action', Array(55).fill('x').join('\n'))])).toBe('1');
    expect(eighths([block('action', Array(75).fill('x').join('\n'))])).toBe('1 3/8');
  });
});

describe('emphasis', () => {
  test('each kind, and inside each other', () => {
    expect(spans('a *b* **c** _d_')).toEqual([
      { text: 'a ' },
      { text: 'b', italic: true },
      { text: ' ' },
      { text: 'c', bold: true },
      { text: ' ' },
      { text: 'd', underline: true },
    ]);
    expect(spans('***x***')).toEqual([{ text: 'x', bold: true, italic: true }]);
    expect(spans('_a *b*_')).toEqual([
      { text: 'a ', underline: true },
      { text: 'b', underline: true, italic: true },
    ]);
  });
  test('stars that mark nothing are stars', () => {
    expect(spans('5 * 3 * 2')).toEqual([{ text: '5 * 3 * 2' }]);
    expect(spans('\\*not italic\\*')).toEqual([{ text: '*not italic*' }]);
    expect(spans('open *and never closed')).toEqual([{ text: 'open *and never closed' }]);
  });
  test('a note inside a line is told apart', () => {
    expect(spans('x [[why?]] y')[1]).toEqual({ text: 'why?', note: true });
  });
});
