import { expect, test } from 'vitest';
import { daysLeftWords, eventWords, rangeWords } from './forecast-words.ts';

const at = '2026-12-16T12:00:00Z';
const later = '2027-01-03T12:00:00Z';

test.each([
  [null, 'Over a year', undefined],
  [0, 'Now', undefined],
  [0.4, 'Under a day', undefined],
  [1.9, '1', 'day'],
  [137.9, '137', 'days'],
])('%s days left read %s %s', (daysLeft, value, unit) => {
  const words = daysLeftWords({ at: null, daysLeft });
  expect([words.value, words.unit]).toEqual([value, unit]);
});

test('the range says from when to when, and when one end is open', () => {
  const day = (instant: string | null) => ({ at: instant, daysLeft: null });
  expect(rangeWords({ earliest: day(at), latest: day(later) })).toBe('Between 16 Dec 2026 and 3 Jan 2027.');
  expect(rangeWords({ earliest: day(at), latest: day(at) })).toBe('On 16 Dec 2026, give or take a day.');
  expect(rangeWords({ earliest: day(at), latest: day(null) })).toContain('On 16 Dec 2026 at the earliest');
  expect(rangeWords({ earliest: day(null), latest: day(null) })).toContain('does not run out within a year');
});

test('what expires is said without a sign', () => {
  expect(eventWords({ at, kind: 'expiry', credits: -200 })).toBe('200 credits expire unused');
});
