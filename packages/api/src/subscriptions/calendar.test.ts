import { expect, test } from 'vitest';
import { addMonths } from './calendar.ts';

const day = (date: string) => new Date(`${date}T23:30:00.000Z`);

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-01-31', 2, '2026-03-31'],
  ['2026-01-31', 3, '2026-04-30'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2028-02-29', 48, '2032-02-29'],
  ['2026-12-31', 2, '2027-02-28'],
])('from %s on, %i months end on %s, whatever the machine’s time zone is', (start, months, end) => {
  expect(addMonths(day(start), months)).toEqual(day(end));
});
