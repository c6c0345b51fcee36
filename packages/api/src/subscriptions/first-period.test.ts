import { expect, test } from 'vitest';
import { firstPaidStart } from './first-period.ts';

const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
const item = { trialDays: 14, period: 'month' as const, amountCents: 1000 };

test.each([
  ['whole months of payments lie between', '2026-01-31', '2026-03-31', 3000, '2026-01-31'],
  ['the first payment was less', '2026-01-31', '2026-03-31', 2100, '2026-01-31'],
  ['a trial came before', '2026-01-17', '2026-03-31', 3000, '2026-01-31'],
  ['it is the first period', '2026-01-31', '2026-01-31', 1000, null],
  ['it was noted a month before it began', '2026-01-31', '2026-02-28', 1000, null],
  ['it was noted at another hour of the month', '2026-01-20', '2026-02-28', 3000, null],
  ['nothing was paid', '2026-01-31', '2026-02-28', 0, null],
])('where %s, the first paid period is told rightly', (_, created, start, paidCents, first) => {
  const told = { ...item, createdAt: day(created), periodStart: day(start), paidCents };
  expect(firstPaidStart(told)).toEqual(first && day(first));
});

test('a first period that began moments after its item leads exactly to the one that is told', () => {
  const periodStart = new Date(day('2026-02-10').getTime() + 900);
  const told = { ...item, createdAt: day('2026-01-10'), periodStart, paidCents: 2000 };
  expect(firstPaidStart(told)).toEqual(new Date(day('2026-01-10').getTime() + 900));
});
