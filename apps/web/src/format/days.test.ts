import { expect, test } from 'vitest';
import { addDays, countDays, dayOf, startOfDay } from './days.ts';

test('days are counted on the calendar, over the end of a year and the change of the clocks', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(countDays('2026-03-01', '2026-03-31')).toBe(31);
  expect(countDays('2026-10-25', '2026-10-25')).toBe(1);
});

test('midnight is the reader’s, and its day is the day asked for', () => {
  expect(startOfDay('2026-11-30')).toEqual(new Date(2026, 10, 30));
  expect(startOfDay('2026-11-30', 1)).toEqual(new Date(2026, 11, 1));
  expect(dayOf(startOfDay('2026-02-03'))).toBe('2026-02-03');
});
