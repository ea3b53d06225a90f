import { expect, test } from 'vitest';
import { inDollars, inMinutes, left, minutes, money, refusal } from '../../src/features/budget/amounts';
import { requestOf, type Wish } from '../../src/features/productions/request';
import { dollars, eighths, ordinal, startsIn, stretch } from '../../src/lib/format';

test('amounts are written as people write them, and nothing is no limit', () => {
  expect(minutes('90')).toBe(5_400_000);
  expect(minutes(' 2.5 ')).toBe(150_000);
  expect(money('$1,200')).toBe(1_200_000_000);
  expect(money('')).toBeNull();
  for (const wrong of ['ten', '-3', '1e5', '9'.repeat(30)]) expect(minutes(wrong)).toBeUndefined();
  expect(inMinutes({ compute_ms: 150_000, usd_micros: null })).toBe('2.5');
  expect(inDollars({ compute_ms: null, usd_micros: null })).toBe('');
});

test('what is spent and reserved is not left, and what does not fit is refused in a sentence', () => {
  const cost = (compute_ms: number, usd_micros = 0) => ({ compute_ms, usd_micros });
  const account = {
    budget: { compute_ms: 60_000, usd_micros: null },
    spent: cost(30_000),
    reserved: cost(10_000),
  };
  expect(left(account)).toEqual({ compute_ms: 20_000, usd_micros: null });
  expect(refusal(account, cost(20_000, 9e9))).toBeUndefined();
  expect(refusal(account, cost(20_001))).toMatch(/needs about 20 s .* 20 s of the budget of 1 min is left/);
  expect(refusal({ ...account, spent: cost(60_000) }, cost(0))).toBeDefined();
  const poor = { ...account, budget: { compute_ms: null, usd_micros: 1_000_000 } };
  expect(refusal(poor, cost(1e9, 2_000_000))).toContain('$2.00');
  expect(refusal(poor, cost(1e9))).toBeUndefined();
});

const wish = (part: Pick<Wish, 'scope' | 'id' | 'want'> & Partial<Wish>) =>
  requestOf({ film: {}, picture: {}, ...part });

test('how films and pictures are made goes along with what makes some', () => {
  const made = {
    film: { format: 'webm', fps: 25 },
    picture: { aspect_ratio: '2.39:1', exr: false },
  } as const;
  expect(wish({ scope: 'script', id: '', want: ['film_script'], ...made })).toEqual({
    scope: 'script',
    want: ['film_script'],
    film: { format: 'webm', fps: 25 },
    picture: { aspect_ratio: '2.39:1' },
  });
  expect(wish({ scope: 'script', id: '', want: ['storyboard_scene'], ...made })).not.toHaveProperty('film');
  expect(wish({ scope: 'script', id: '', want: ['time_script'], ...made })).toEqual({
    scope: 'script',
    want: ['time_script'],
  });
});

test('a wish becomes a request once it is whole', () => {
  expect(wish({ scope: 'script', id: '', want: ['time_scene', 'time_script'] })).toEqual({
    scope: 'script',
    want: ['time_script', 'time_scene'],
  });
  expect(wish({ scope: 'episode', id: '2', want: ['time_script'] })).toMatchObject({ id: 2 });
  expect(wish({ scope: 'scene', id: 'x', want: ['time_script', 'time_scene'] })).toEqual({
    scope: 'scene',
    id: 'x',
    want: ['time_scene'],
  });
  expect(wish({ scope: 'scene', id: '', want: ['time_scene'] })).toBeUndefined();
  expect(wish({ scope: 'script', id: '', want: [] })).toBeUndefined();
});

test('pages, places, stretches and prices as people say them', () => {
  expect([0, 3, 8, 12].map(eighths)).toEqual(['0', '3/8', '1', '1 4/8']);
  expect([1, 2, 3, 4, 11, 22].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '22nd']);
  expect([0, 400, 12_000, 200_000, 7_500_000].map(stretch)).toEqual([
    '0 s',
    'under 1 s',
    '12 s',
    '3 min 20 s',
    '2 h 5 min',
  ]);
  expect([0, 1_500, 120_000, 1_234_560_000].map(dollars)).toEqual(['$0', '$0.0015', '$0.12', '$1,234.56']);
  expect(startsIn(95)).toBe('starts in 1:35');
  expect(startsIn(null)).toBe('');
});
