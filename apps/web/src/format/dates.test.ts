import { expect, test } from 'vitest';
import { formatDay, formatRelative, formatShortTime } from './dates.ts';

const now = new Date('2026-11-23T13:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

test.each([
  [0, 'just now'],
  [59, 'just now'],
  [60, '1 minute ago'],
  [3_599, '59 minutes ago'],
  [3_600, '1 hour ago'],
  [23 * 3_600, '23 hours ago'],
  [86_400, 'yesterday'],
  [3 * 86_400, '3 days ago'],
  [70 * 86_400, '2 months ago'],
  [800 * 86_400, '2 years ago'],
  [-2 * 86_400, 'in 2 days'],
])('%i seconds before now reads %s', (seconds, text) => {
  expect(formatRelative(before(seconds), now)).toBe(text);
});

test('a calendar day is the same day in every time zone', () => {
  expect(formatDay('2026-11-01')).toBe('1 Nov');
});

test('the year is shown only when it is another one', () => {
  expect(formatShortTime(new Date(2026, 10, 3, 9, 5), now)).toBe('3 Nov, 09:05');
  expect(formatShortTime(new Date(2025, 10, 3, 9, 5), now)).toBe('3 Nov 2025, 09:05');
});
