import { expect, test } from 'vitest';
import { computeHabit } from './unusual.ts';

test('a habit is known from seven days on', () => {
  expect(computeHabit([10, 10, 10, 10, 10, 10])).toBeNull();
  expect(computeHabit([10, 10, 10, 10, 10, 10, 10])).toEqual({ usualCredits: 10, limitCredits: 20 });
});

test('one wild day does not change what is usual', () => {
  const calm = computeHabit([90, 100, 110, 95, 105, 100, 100]);
  expect(computeHabit([90, 100, 110, 95, 105, 100, 90_000])).toEqual(calm);
  expect(calm?.usualCredits).toBe(100);
});

test('who varies much is told later', () => {
  const even = computeHabit([100, 100, 100, 100, 100, 100, 100])?.limitCredits ?? 0;
  const uneven = computeHabit([10, 400, 100, 0, 300, 100, 50])?.limitCredits ?? 0;
  expect(even).toBe(200);
  expect(uneven).toBeGreaterThan(500);
});

test('a few credits are never a notice', () => {
  expect(computeHabit([0, 0, 0, 0, 0, 0, 1])).toEqual({ usualCredits: 0, limitCredits: 20 });
});
