// Which reads an event makes old: as few as will do, and never too few.
import { describe, expect, test } from 'vitest';
import { keys } from '../../src/api/keys';
import { isLogEvent, type LogEvent, touches } from '../../src/stream/touches';

const event = (type: string, over: Partial<LogEvent> = {}): LogEvent => ({
  position: 7,
  type,
  aggregate: type.split('.')[0] ?? '',
  aggregate_id: 'it',
  sequence: 1,
  at: '2026-03-02T12:00:00Z',
  script_id: 's',
  data: {},
  ...over,
});

/** Whether a read of this key is made old. */
const touched = (type: string, key: readonly unknown[], over?: Partial<LogEvent>) =>
  touches(event(type, over)).some((prefix) => prefix.every((part, at) => part === key[at]));

const SHOT_FACTS = [
  'broken_down',
  'shot_added',
  'shot_edited',
  'shot_moved',
  'shot_removed',
  'shot_locked',
  'shot_unlocked',
  'take_added',
  'take_chosen',
  'consistency_scored',
];

describe('facts about shots', () => {
  test.each(SHOT_FACTS)('%s: the shots and takes of its scene, and what happened', (fact) => {
    const type = `scene.${fact}`;
    expect(touched(type, keys.shotsOf('it'))).toBe(true);
    expect(touched(type, keys.takes('it', 'shot'))).toBe(true);
    expect(touched(type, keys.history('s'))).toBe(true);
  });
  test.each(SHOT_FACTS)('%s: no text, no version, no other scene', (fact) => {
    const type = `scene.${fact}`;
    for (const key of [keys.scenesOf('s', 1), keys.versions('s'), keys.scripts, keys.shotsOf('other')])
      expect(touched(type, key), key.join('/')).toBe(false);
  });
});

describe('facts about scenes', () => {
  test.each(['scene.added', 'scene.edited', 'scene.rewritten', 'scene.reordered', 'scene.removed'])(
    '%s: the scenes, their shots, and what counts them',
    (type) => {
      for (const key of [keys.scenesOf('s', 3), keys.shotsOf('it'), keys.scriptDetail('s'), keys.scripts])
        expect(touched(type, key), key.join('/')).toBe(true);
    },
  );
  test('one of a script that is not told touches nothing', () => {
    expect(touches(event('scene.edited', { script_id: null }))).toEqual([]);
  });
});

test('a script is its lists and its own page, and no other script’s', () => {
  const type = 'script.retitled';
  expect(touched(type, keys.scriptDetail('it'), { script_id: null })).toBe(true);
  expect(touched(type, keys.scriptList({ q: 'x' }))).toBe(true);
  expect(touched(type, keys.scriptDetail('other'), { script_id: null })).toBe(false);
});

test('a character stands in the casts of scripts', () => {
  expect(touched('character.edited', keys.character('it'))).toBe(true);
  expect(touched('character.edited', keys.scriptDetail('any'))).toBe(true);
  expect(touched('character.edited', keys.jobs)).toBe(false);
});

test('a job is in lists, in graphs, and costs something; what it made stays', () => {
  for (const key of [keys.jobList({ top: true }), keys.job('it'), keys.graph('p'), keys.budget('s')])
    expect(touched('job.completed', key), key.join('/')).toBe(true);
  expect(touched('job.completed', keys.made('it'))).toBe(false);
});

test('an asset is in lists; an address that was signed is not made old by it', () => {
  expect(touched('asset.added', keys.assetList({ tag: 'animatic' }))).toBe(true);
  expect(touched('asset.added', keys.signed('it'))).toBe(false);
});

test('what nobody here knows is still history', () => {
  expect(touches(event('weather.changed'))).toEqual([keys.history('s')]);
  expect(touches(event('weather.changed', { script_id: null }))).toEqual([]);
});

test('an event is told from a tick by its place in the log', () => {
  expect(isLogEvent(event('job.completed'))).toBe(true);
  expect(isLogEvent({ job_id: 'j', state: 'running', fraction: 0.5 })).toBe(false);
  expect(isLogEvent(null)).toBe(false);
  expect(isLogEvent('job.completed')).toBe(false);
});
