import { expect, test } from 'vitest';
import { classify, cueName, sceneNumber } from '../../src/fountain/classify';

const kinds = (text: string) => classify(text.split('\n'));

test('a scene, from heading to transition', () => {
  expect(
    kinds(
      'EXT. CANAL BRIDGE - NIGHT #3#\n\nTwo lamps burn.\n\nADA\n(quietly)\nThe order says Friday.\n\nCUT TO:\n',
    ),
  ).toEqual([
    'scene',
    'blank',
    'action',
    'blank',
    'character',
    'paren',
    'dialogue',
    'blank',
    'transition',
    'blank',
  ]);
});

test.each([
  ['INT. HOUSE - DAY', 'scene'],
  ['int. house - day', 'scene'],
  ['INT./EXT. CAR - DAWN', 'scene'],
  ['I/E CAR', 'scene'],
  ['EST. SHOT OF ROME', 'scene'],
  ['.SNIPER SCOPE', 'scene'],
  ['...and then nothing', 'action'],
  ['INTERIOR DESIGN IS HER LIFE', 'action'],
  ['> FADE OUT.', 'transition'],
  ['> THE END <', 'centered'],
  ['# Act One', 'section'],
  ['= What happens', 'synopsis'],
  ['~ la la la', 'lyric'],
  ['===', 'pagebreak'],
  ['!SHOUTED ACTION', 'action'],
  ['[[a note]]', 'note'],
  ['/* cut */', 'boneyard'],
])('%s is %s', (line, kind) => expect(kinds(line)).toEqual([kind]));

test('capitals with nothing under them are action, not a cue', () => {
  expect(kinds('SILENCE\n\nThen a bell.')).toEqual(['action', 'blank', 'action']);
});

test('cues with extensions, forced cues and dual dialogue', () => {
  expect(kinds('TOMAS (O.S.)\nNo.')[0]).toBe('character');
  expect(kinds('@McCLANE\nYippee.')[0]).toBe('character');
  expect(kinds('ADA ^\nYes.')[0]).toBe('character');
  expect(kinds('МАРА\nЕщё нет.')[0]).toBe('character');
});

test('two spaces keep a speech going over an empty line', () => {
  expect(kinds('ADA\nOne.\n  \nTwo.\n\nShe leaves.')).toEqual([
    'character',
    'dialogue',
    'dialogue',
    'dialogue',
    'blank',
    'action',
  ]);
});

test('a title page ends with its first empty line; a heading is not one', () => {
  expect(kinds('Title: X\nAuthor: Y\n\nFADE IN:\n')).toEqual(['title', 'title', 'blank', 'action', 'blank']);
  expect(kinds('INT. A: B\n\nx')[0]).toBe('scene');
  expect(kinds('Warning: he said.\n\nx')[0]).toBe('action');
});

test('notes and boneyards span lines', () => {
  expect(kinds('[[one\ntwo]]\nx')).toEqual(['note', 'note', 'action']);
  expect(kinds('/*\nINT. GONE - DAY\n*/\nx')).toEqual(['boneyard', 'boneyard', 'boneyard', 'action']);
});

test('names and numbers are read out of their marks', () => {
  expect(cueName('@Tomas Rey (V.O.) ^')).toBe('Tomas Rey');
  expect(sceneNumber('INT. A - DAY #12A#')).toBe('12A');
  expect(sceneNumber('INT. A - DAY')).toBeUndefined();
});
