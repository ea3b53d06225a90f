// What is in a screenplay file, read here so that it can be shown before anything is sent. The server reads it again.
import { type Block, parseFountain } from '../../fountain/blocks';
import { eighths } from '../../fountain/pages';

export const MOST_BYTES = 10 * 1024 * 1024;
export const ENDINGS = ['.fountain', '.fdx', '.txt', '.spmd'] as const;

export interface Reading {
  title: string;
  scenes: string[];
  /** Who speaks, in the order of their first words. */
  speakers: string[];
  /** As a first assistant director counts them. */
  pages: string;
  /** The lines of the file, to show one that the server complains of. */
  lines: string[];
}

export class Unreadable extends Error {}

/** `the-last_lamp.fountain` as `The last lamp`. */
export function titleOfName(name: string): string {
  const bare = name
    .replace(/\.[^.]+$/, '')
    .replace(/[_-]+/g, ' ')
    .trim();
  return bare ? bare.charAt(0).toUpperCase() + bare.slice(1) : 'Untitled';
}

const KINDS: Record<string, Block['kind']> = {
  'Scene Heading': 'scene',
  Character: 'character',
  Dialogue: 'dialogue',
  Parenthetical: 'paren',
  Transition: 'transition',
};

/** The paragraphs of a Final Draft file. */
function finalDraft(text: string): Block[] {
  if (/<!DOCTYPE/i.test(text))
    throw new Unreadable('The file declares a document type, which no Final Draft file does.');
  const xml = new DOMParser().parseFromString(text, 'application/xml');
  const root = xml.documentElement;
  if (xml.querySelector('parsererror') || root?.tagName !== 'FinalDraft')
    throw new Unreadable('This is not a Final Draft file: its XML could not be read.');
  return [...xml.querySelectorAll('FinalDraft > Content Paragraph')].map((paragraph) => ({
    kind: KINDS[paragraph.getAttribute('Type') ?? ''] ?? 'action',
    text: [...paragraph.children]
      .filter(({ tagName }) => tagName === 'Text')
      .map(({ textContent }) => textContent ?? '')
      .join('')
      .trim(),
  }));
}

const bareCue = (cue: string) => cue.replace(/\s*\([^)]*\)/g, '').trim();
const unique = (names: string[]) => [...new Set(names.filter(Boolean))];
const isFinalDraft = (text: string) => /^\uFEFF?\s*<(\?xml|FinalDraft)/.test(text);

export function readScreenplay(text: string, name: string): Reading {
  const lines = text.split(/\r\n?|\n/);
  if (text.includes('\u0000')) throw new Unreadable('This is not a text file.');
  const parsed = isFinalDraft(text) ? { titlePage: [], blocks: finalDraft(text) } : parseFountain(text);
  const of = (kind: Block['kind']) => parsed.blocks.filter((block) => block.kind === kind);
  const named = parsed.titlePage.find(([key]) => key.toLowerCase() === 'title')?.[1];
  return {
    title: named?.replace(/[*_]/g, '').replace(/\s+/g, ' ').trim() || titleOfName(name),
    scenes: of('scene').map((block) => block.text),
    speakers: unique(of('character').map((block) => bareCue(block.text))),
    pages: eighths(parsed.blocks),
    lines,
  };
}

/** Reads a chosen file; an `Unreadable` says what is wrong with it. */
export async function readFile(file: File): Promise<Reading> {
  if (file.size > MOST_BYTES) throw new Unreadable('The file is larger than 10 MB.');
  if (/\.pdf$/i.test(file.name))
    throw new Unreadable('A PDF holds pages, not a screenplay. Export it as Fountain or Final Draft.');
  const text = await file.text();
  if (!text.trim()) throw new Unreadable('The file is empty.');
  const reading = readScreenplay(text, file.name);
  if (reading.scenes.length === 0)
    throw new Unreadable(
      'No scene heading was found. Scenes begin with INT. or EXT. on a line of their own.',
    );
  return reading;
}

/** The line that a message speaks of, with its words. */
export function lineOf(
  message: string,
  lines: readonly string[],
): { number: number; text: string } | undefined {
  const number = Number(/\bline (\d+)/i.exec(message)?.[1] ?? Number.NaN);
  const text = lines[number - 1];
  return text === undefined ? undefined : { number, text: text.trim() };
}
