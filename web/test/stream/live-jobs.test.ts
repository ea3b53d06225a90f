import { describe, expect, test, vi } from 'vitest';
import {
  addPiece,
  addText,
  countChars,
  type LiveJob,
  LiveJobs,
  type ProgressTick,
} from '../../src/stream/live-jobs';

const at = (text: string, attempt = 1): LiveJob => ({
  attempt,
  text,
  chars: countChars(text),
  tick: undefined,
  over: false,
});
const piece = (offset: number, text: string, attempt = 1) => ({ job_id: 'j', attempt, offset, text });
const tick = (over: Partial<ProgressTick> = {}): ProgressTick => ({
  job_id: 'j',
  state: 'running',
  phase: 'generating_text',
  attempt: 1,
  step: 1,
  total_steps: 3,
  fraction: 0.1,
  message: '',
  eta_s: null,
  ...over,
});
const now = (flush: () => void) => flush();

describe('a piece is placed by its offset', () => {
  test('at the end it is added', () =>
    expect(addPiece(at('EXT. '), piece(5, 'BRIDGE'))?.text).toBe('EXT. BRIDGE'));
  test('what is there already is dropped', () =>
    expect(addPiece(at('EXT. B'), piece(5, 'BRIDGE'))?.text).toBe('EXT. BRIDGE'));
  test('a wholly known one changes nothing', () => {
    const job = at('EXT. BRIDGE');
    expect(addPiece(job, piece(0, 'EXT.'))).toBe(job);
  });
  test('after a gap it has no place', () => expect(addPiece(at('EXT'), piece(9, 'x'))).toBeUndefined());
  test('offsets count characters, not code units', () => {
    const job = addPiece(at('🎬 '), piece(2, 'ACTION'));
    expect(job?.text).toBe('🎬 ACTION');
    expect(job?.chars).toBe(8);
    expect(addPiece(at('🎬'), piece(0, '🎬!'))?.text).toBe('🎬!');
  });
  test('a new attempt begins anew, an old one is ignored', () => {
    expect(addPiece(at('old'), piece(0, 'new', 2))?.text).toBe('new');
    expect(addPiece(at('new', 2), piece(3, 'old', 1))?.text).toBe('new');
  });
});

test('a shorter full text is an older one', () => {
  expect(addText(at('abcdef'), 1, 'abc').text).toBe('abcdef');
  expect(addText(at('abc'), 1, 'abcdef').text).toBe('abcdef');
  expect(addText(at('abcdef'), 2, 'x').text).toBe('x');
});

test('any cut of a text, with pieces doubled and a gap in the middle, gives that text', async () => {
  const whole = 'INT. DARKROOM - NIGHT\n\nA hand. 🎞️ The drawer sticks — again.\n\nMARA\nNot yet.';
  const chars = Array.from(whole);
  const jobs = new LiveJobs(now);
  jobs.onGap = async () => ({ attempt: 1, text: chars.slice(0, 40).join('') });
  for (let from = 0; from < chars.length; from += 7) {
    const one = piece(from, chars.slice(from, from + 7).join(''));
    if (from === 21) continue; // lost on the way
    jobs.token(one);
    jobs.token(one);
  }
  await vi.waitFor(() => expect(jobs.get('j')?.text).toBe(whole));
});

test('a gap is filled once, and asked again while what is stored lags behind', async () => {
  vi.useFakeTimers();
  const jobs = new LiveJobs(now);
  const answers = ['abc', 'abcdef'];
  jobs.onGap = vi.fn(async () => ({ attempt: 1, text: answers.shift() ?? '' }));
  jobs.token(piece(6, 'gh'));
  jobs.token(piece(8, 'i'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(jobs.get('j')?.text).toBe('abcdefghi');
  expect(jobs.onGap).toHaveBeenCalledTimes(2);
});

test('watchers are told once a frame, however many pieces came', () => {
  const frames: (() => void)[] = [];
  const jobs = new LiveJobs((flush) => frames.push(flush));
  const told = vi.fn();
  jobs.watch('j', told);
  jobs.token(piece(0, 'a'));
  jobs.token(piece(1, 'b'));
  jobs.tick(tick());
  expect(told).not.toHaveBeenCalled();
  expect(frames).toHaveLength(1);
  frames[0]?.();
  expect(told).toHaveBeenCalledTimes(1);
  expect(jobs.get('j')?.text).toBe('ab');
});

test('after the end of an attempt its echoes are ignored, and the words stay', () => {
  const jobs = new LiveJobs(now);
  jobs.token(piece(0, 'done'));
  jobs.ended('j');
  jobs.tick(tick({ fraction: 0.9 }));
  jobs.token(piece(4, '!'));
  expect(jobs.get('j')).toMatchObject({ text: 'done', over: true, tick: undefined });
  jobs.started('j', 2);
  expect(jobs.get('j')).toMatchObject({ text: '', attempt: 2, over: false });
});

test('words that overtake the start of their attempt are kept', () => {
  const jobs = new LiveJobs(now);
  jobs.token(piece(0, 'early', 2));
  jobs.started('j', 2);
  expect(jobs.get('j')?.text).toBe('early');
});

test('a preview is told once and stays until the next step', () => {
  const jobs = new LiveJobs(now);
  jobs.tick(tick({ preview_url: 'data:image/jpeg;base64,AA' }));
  jobs.tick(tick({ fraction: 0.2 }));
  expect(jobs.get('j')?.tick?.preview_url).toBe('data:image/jpeg;base64,AA');
  jobs.tick(tick({ step: 2, fraction: 0.3 }));
  expect(jobs.get('j')?.tick?.preview_url).toBeNull();
});
