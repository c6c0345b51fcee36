import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addMonths, DAY_MS, periodEndAfter } from './periods.ts';

it.each([
  ['2025-01-31T10:00:00.000Z', 1, '2025-02-28T10:00:00.000Z'],
  ['2024-01-31T10:00:00.000Z', 1, '2024-02-29T10:00:00.000Z'],
  ['2025-01-31T10:00:00.000Z', 2, '2025-03-31T10:00:00.000Z'],
  ['2024-02-29T00:00:00.001Z', 12, '2025-02-28T00:00:00.001Z'],
  ['2024-02-29T00:00:00.000Z', 48, '2028-02-29T00:00:00.000Z'],
  ['2025-12-31T23:59:59.999Z', 2, '2026-02-28T23:59:59.999Z'],
])('%s and %i months is %s', (from, months, to) => {
  expect(new Date(addMonths(Date.parse(from), months)).toISOString()).toBe(to);
});

it('periods follow each other without gaps, each of a month or a year, on the anchor’s day where there is one', () => {
  const start = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2090-01-01') });
  fc.assert(
    fc.property(start, fc.constantFrom('month', 'annual'), (anchorAt, period) => {
      let at = anchorAt;
      for (let count = 0; count < 30; count += 1) {
        const end = periodEndAfter(anchorAt, period, at);
        const days = (end - at) / DAY_MS;
        expect(days).toBeGreaterThanOrEqual(period === 'month' ? 28 : 365);
        expect(days).toBeLessThanOrEqual(period === 'month' ? 31 : 366);
        const [day, anchorDay] = [new Date(end).getUTCDate(), new Date(anchorAt).getUTCDate()];
        const isLastDay = new Date(end + DAY_MS).getUTCDate() === 1;
        expect(day === anchorDay || (day < anchorDay && isLastDay)).toBe(true);
        at = end;
      }
    }),
  );
});
