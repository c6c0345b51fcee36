import { expect, test } from 'vitest';
import { describeBurn } from './burn.ts';

test('without use there is no estimate, and the note says why', () => {
  expect(describeBurn({ creditsPerDay: null, daysLeft: null })).toEqual({
    value: '–',
    note: 'Not enough data: nothing used in the last 30 days',
  });
});

test.each([
  [0, '0', 'days'],
  [0.4, 'Under a day', undefined],
  [1.9, '1', 'day'],
  [137.9, '137', 'days'],
  [366, 'Over a year', undefined],
])('%d days left read %s %s', (daysLeft, value, unit) => {
  const burn = describeBurn({ creditsPerDay: 21.07, daysLeft });
  expect(burn).toMatchObject({ value, note: 'At 21.1 credits a day, your average of the last 30 days' });
  expect(burn.unit).toBe(unit);
});
