import { expect, test } from 'vitest';
import { computeBurnRate, lastDays } from './burn-rate.ts';

test('every calendar day appears once, also across the change of the clocks', () => {
  const days = lastDays('Europe/Lisbon', new Date('2026-03-30T10:00:00Z'), 4);
  expect(days).toEqual(['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30']);
});

test('the burn rate counts from the first day with use', () => {
  const days = lastDays('UTC', new Date('2026-03-30T10:00:00Z'), 30);
  const usage = [
    { day: '2026-03-21', creditsUsed: 60 },
    { day: '2026-03-30', creditsUsed: 40 },
  ];
  expect(computeBurnRate(days, usage)).toBe(10);
});

test('no use, or only refunds, is no burn rate', () => {
  const days = lastDays('UTC', new Date('2026-03-30T10:00:00Z'), 30);
  expect(computeBurnRate(days, [])).toBeNull();
  expect(computeBurnRate(days, [{ day: '2026-03-30', creditsUsed: -5 }])).toBeNull();
});
