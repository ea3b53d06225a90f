import { expect, test } from 'vitest';
import type { HistoryItem, Job } from '../../src/api/client';
import { changedParts, EMPTY_PROFILE } from '../../src/features/characters/profile';
import { differences, particulars } from '../../src/features/history/difference';
import { byDay } from '../../src/features/history/HistoryRoom';
import { viewOf } from '../../src/features/jobs/useJobView';
import { stripColour } from '../../src/features/scenes/strip';
import { changed } from '../../src/features/scripts/DetailsForm';
import { provenanceFacts } from '../../src/features/versions/provenance';
import { revisionColour } from '../../src/features/versions/revision';
import { nextLength } from '../../src/features/versions/useSmoothText';
import { ago, clock, timeLeft, took, words } from '../../src/lib/format';
import type { LiveJob } from '../../src/stream/live-jobs';

const job = (over: Partial<Job>): Job =>
  ({
    id: 'j',
    kind: 'generate_script',
    state: 'running',
    phase: 'generating_text',
    attempt: 1,
    progress: null,
    ...over,
  }) as Job;
const live = (over: Partial<LiveJob>): LiveJob => ({
  attempt: 1,
  text: '',
  chars: 0,
  tick: undefined,
  over: false,
  ...over,
});
const tick = {
  job_id: 'j',
  state: 'running',
  phase: 'generating_text',
  attempt: 1,
  step: 2,
  total_steps: 4,
  fraction: 0.42,
  message: 'scene 2',
  eta_s: 30,
} as const;

test('a running job is as far as its last tick', () => {
  expect(viewOf(job({}), live({ tick }))).toMatchObject({
    fraction: 0.42,
    step: 2,
    etaS: 30,
    said: 'Writing, 42%, 30 s left',
  });
});
test('a fact overtakes a tick: done is done, whatever still arrives', () => {
  expect(viewOf(job({ state: 'completed' }), live({ tick }))).toMatchObject({
    state: 'completed',
    fraction: 1,
    said: 'Done',
  });
  expect(viewOf(job({ state: 'cancelled' }), live({ tick }))).toMatchObject({
    state: 'cancelled',
    etaS: null,
  });
  expect(viewOf(job({ attempt: 2, state: 'queued' }), live({ tick }))).toMatchObject({
    state: 'queued',
    attempt: 2,
  });
});

test('a waiting job says its place and when its turn comes; a held one says so', () => {
  const queued = { state: 'queued', attempt: 0, queue: { position: 2, eta_s: 95 } } as const;
  expect(viewOf(job(queued), undefined)).toMatchObject({ place: 3, said: '3rd in line, starts in 1:35' });
  const turn = { ...tick, state: 'queued', attempt: 0, queue_position: 0, eta_s: null } as const;
  expect(viewOf(job(queued), live({ attempt: 0, tick: turn }))).toMatchObject({ word: 'Next in line' });
  expect(viewOf(job({ ...queued, paused: true }), undefined)).toMatchObject({ place: null, said: 'Paused' });
  expect(viewOf(job({ cancelling: true }), undefined).word).toBe('Cancelling');
  expect(viewOf(job({ cancelling: true, state: 'cancelled' }), undefined).word).toBe('Cancelled');
});
test('a production is as far as its nodes', () => {
  const totals = {
    total: 4,
    completed: 1,
    reused: 1,
    running: 1,
    waiting: 1,
    failed: 0,
    blocked: 0,
    cancelled: 0,
  };
  expect(viewOf(job({ phase: null, totals }), undefined)).toMatchObject({
    fraction: 0.5,
    said: 'Running, 50%',
  });
  const later = { ...totals, completed: 3, running: 0, waiting: 0 };
  expect(viewOf(job({ totals }), live({ tick: { ...tick, totals: later } })).totals).toEqual(later);
});

test('history tells field by field what changed', () => {
  expect(differences('Old', 'New')).toEqual([{ field: '', before: 'Old', after: 'New' }]);
  expect(differences({ goal: 'a', tone: 'x' }, { goal: 'b', tone: 'x' })).toEqual([
    { field: 'goal', before: 'a', after: 'b' },
  ]);
  expect(differences(undefined, undefined)).toEqual([]);
  expect(particulars({ number: 2, setting: 'INT. A' })).toEqual([
    ['number', '2'],
    ['setting', 'INT. A'],
  ]);
  expect(particulars('x')).toEqual([]);
  expect(differences(null, 'Blue')).toEqual([{ field: '', before: '', after: 'Blue' }]);
});
test('history is told day by day', () => {
  const at = (iso: string) => ({ at: iso }) as HistoryItem;
  const days = byDay([at('2026-03-02T12:00:00Z'), at('2026-03-02T11:00:00Z'), at('2026-03-01T12:00:00Z')]);
  expect(days.map(([, items]) => items.length)).toEqual([2, 1]);
});

test('forms send only what was changed', () => {
  const read = { title: 'A', logline: 'L', genre: 'noir', tone: 'dark' } as const;
  expect(changed(read, { ...read, title: ' A ' })).toEqual({});
  expect(changed(read, { ...read, tone: 'epic' })).toEqual({ tone: 'epic' });
  expect(changedParts(EMPTY_PROFILE, { ...EMPTY_PROFILE, name: 'Ada ' })).toEqual({ name: 'Ada' });
});

test('provenance puts the known first, the prompt apart, and hides nothing', () => {
  const { prompt, facts } = provenanceFacts({
    temperature: 0.7,
    seed: 4,
    model: 'Q',
    prompt: 'Write.',
    engine: 'candle',
  });
  expect(prompt).toBe('Write.');
  expect(facts).toEqual([
    ['Engine', 'candle'],
    ['Model', 'Q'],
    ['Seed', '4'],
    ['Temperature', '0.7'],
  ]);
  expect(provenanceFacts(null)).toEqual({ prompt: undefined, facts: [] });
});

test('strips have the colours of the stripboard', () => {
  expect(stripColour('INT. HOUSE - DAY')).toContain('int-day');
  expect(stripColour('EXT. STREET - NIGHT')).toContain('ext-night');
  expect(stripColour('EXT. ROOFTOPS - DAWN')).toContain('dawn');
  expect(revisionColour('Blue pages')).toBe('var(--color-rev-2)');
  expect(revisionColour('second pass')).toBeUndefined();
});

test('text is laid down a few characters a frame, never half a character', () => {
  expect(nextLength('a'.repeat(80), 0)).toBe(10);
  expect(nextLength('ab', 1)).toBe(2);
  expect(nextLength('a'.repeat(5000), 0)).toBe(5000);
  expect(nextLength('🎬🎬', 0)).toBe(2);
  let shown = 0;
  let frames = 0;
  const text = 'word '.repeat(100);
  while (shown < text.length) {
    shown = nextLength(text, shown);
    frames += 1;
  }
  expect(frames).toBeLessThan(60);
});

test('times as people say them', () => {
  const now = Date.parse('2026-03-02T12:00:00Z');
  expect(ago('2026-03-02T11:59:40Z', now)).toBe('just now');
  expect(ago('2026-03-02T11:20:00Z', now)).toBe('40 min ago');
  expect(ago('2026-03-01T12:00:00Z', now)).toBe('1 day ago');
  expect(timeLeft(65)).toBe('1:05 left');
  expect(timeLeft(null)).toBe('');
  expect(clock(134)).toBe('2:14');
  expect(took('2026-03-02T11:59:00Z', '2026-03-02T12:01:14Z')).toBe('2:14');
  expect(words('science_fiction')).toBe('Science fiction');
});
