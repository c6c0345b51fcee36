import { expect, test } from 'vitest';
import { formatDuration, formatEvery, jobName } from './job-words.ts';

test.each([
  [10, '10 s'],
  [900, '15 min'],
  [3_600, '1 h'],
  [86_400, '1 day'],
  [604_800, '7 days'],
])('every %i seconds reads %s', (seconds, text) => {
  expect(formatEvery(seconds)).toBe(text);
});

test('short times are in milliseconds, longer ones in seconds', () => {
  expect([12, 3_420].map(formatDuration)).toEqual(['12 ms', '3.4 s']);
});

test('a kind that this page does not know keeps its own name', () => {
  expect([jobName('mail.send'), jobName('new.kind')]).toEqual(['Send mail', 'new.kind']);
});
