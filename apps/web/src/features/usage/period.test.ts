import { expect, test } from 'vitest';
import { defaultUnit, previousRange, rangeOfPreset, unitsFor } from './period.ts';

test('a preset ends today, and the period before it is as long', () => {
  const range = rangeOfPreset('30d', '2026-11-23');
  expect(range).toEqual({ first: '2026-10-25', last: '2026-11-23' });
  expect(previousRange(range)).toEqual({ first: '2026-09-25', last: '2026-10-24' });
});

test.each([
  ['2026-11-23', 'hour', ['hour', 'day']],
  ['2026-11-17', 'day', ['hour', 'day']],
  ['2026-10-25', 'day', ['hour', 'day', 'week']],
  ['2026-08-26', 'day', ['day', 'week', 'month']],
  ['2025-11-24', 'week', ['day', 'week', 'month']],
  ['2024-11-24', 'month', ['day', 'week', 'month']],
])('from %s on the parts are a %s unless told', (first, unit, all) => {
  const range = { first, last: '2026-11-23' };
  expect(defaultUnit(range)).toBe(unit);
  expect(unitsFor(range)).toEqual(all);
});
