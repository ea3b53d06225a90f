import { expect, test } from 'vitest';
import * as search from '../src/search';

test('an address to return to is within this client', () => {
  expect(search.door({ to: '/scripts/1?job=2' })).toEqual({ to: '/scripts/1?job=2' });
  for (const to of ['//evil.test', '/\\evil.test', 'https://evil.test', 'javascript:alert(1)', 7])
    expect(search.door({ to })).toEqual({});
});

test('what is not a state, a date or a number is dropped', () => {
  expect(search.jobs({ state: 'running', job: 'x' })).toEqual({ state: 'running', job: 'x' });
  expect(search.jobs({ state: 'validating' })).toEqual({ state: 'waiting' });
  expect(search.jobs({ state: 'sleeping' })).toEqual({});
  expect(search.history({ since: '2026-02-03', until: 'yesterday', type: 'script.created' })).toEqual({
    since: '2026-02-03',
    type: 'script.created',
  });
  expect(search.scenes({ version: '2', scene: 's' })).toEqual({ version: 2, scene: 's' });
  expect(search.scenes({ version: '-1' })).toEqual({});
  expect(search.production({ node: 'n', view: 'table', sort: 'state' })).toEqual({
    node: 'n',
    view: 'table',
    sort: 'state',
  });
  expect(search.production({ view: 'graph', sort: 'luck' })).toEqual({});
  expect(search.list({ q: 42, archived: 'true' })).toEqual({ q: '42', archived: true });
});
