import { describe, expect, test } from 'vitest';
import {
  ApiError,
  fieldErrors,
  fieldOf,
  formError,
  type Problem,
  sentence,
  toApiError,
} from '../../src/api/problem';

const problem = (errors: Problem['errors'], over: Partial<Problem> = {}): Problem => ({
  type: 'urn:spool:problem:validation',
  title: 'the request is not valid',
  status: 422,
  detail: 'one field is wrong',
  errors,
  trace_id: 't',
  ...over,
});

describe('a JSON pointer names a form field', () => {
  test.each([
    ['/title', 'title'],
    ['/character_ids/0', 'character_ids'],
    ['#/logline', 'logline'],
    ['/a~1b~0c', 'a/b~c'],
    ['', ''],
    ['/', ''],
  ])('%s is %s', (pointer, field) => expect(fieldOf(pointer)).toBe(field));
});

test('messages land at their fields, two for one field both', () => {
  const error = new ApiError(
    422,
    problem([
      { pointer: '/title', message: 'is too short' },
      { pointer: '/title', message: 'has a newline' },
      { pointer: '/character_ids/1', message: 'is unknown' },
    ]),
  );
  expect(fieldErrors(error)).toEqual({
    title: ['Is too short.', 'Has a newline.'],
    character_ids: ['Is unknown.'],
  });
});

test('the form itself says only what no shown field can say', () => {
  const error = new ApiError(
    422,
    problem([
      { pointer: '/title', message: 'is too short' },
      { pointer: '/format', message: 'is unknown' },
    ]),
  );
  expect(formError(error, ['title', 'format'])).toBeUndefined();
  expect(formError(error, ['title'])).toBe('Format is unknown.');
  expect(formError(undefined, [])).toBeUndefined();
});

test('a problem without fields is said above the form, in its own words', () => {
  const error = new ApiError(
    409,
    problem([], { type: 'urn:spool:problem:conflict', detail: 'the head is 4' }),
  );
  expect(error.kind).toBe('conflict');
  expect(formError(error, ['title'])).toBe('The head is 4.');
});

test('no answer at all is told as such, and nothing is blamed on a field', () => {
  const error = toApiError(new TypeError('Failed to fetch'));
  expect(error.status).toBe(0);
  expect(fieldErrors(error)).toEqual({});
  expect(formError(error, ['title'])).toMatch(/not answering/);
});

test('sentences begin large and end with a stop, and keep the stop they have', () => {
  expect(sentence('is too short')).toBe('Is too short.');
  expect(sentence('What?')).toBe('What?');
  expect(sentence('')).toBe('');
});
