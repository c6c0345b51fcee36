import { expect, test } from 'vitest';
import { countTowardsKeyCap, type KeyCap, periodOf, startOfPeriod } from './key-cap.ts';
import { keyCapReached } from './key-caps.ts';

const at = (text: string) => new Date(`${text}Z`);
const capOf = (cap: Partial<KeyCap>): KeyCap => ({
  period: 'DAY',
  limitCredits: 10,
  usedCredits: 4,
  periodStart: at('2026-11-23T00:00'),
  ...cap,
});
const month = { period: 'MONTH', periodStart: at('2026-11-01T00:00') } as const;
const total = { period: 'TOTAL', periodStart: at('2026-11-23T09:30') } as const;

test.each([
  ['DAY', '2026-11-23T00:00'],
  ['MONTH', '2026-11-01T00:00'],
  ['TOTAL', '2026-11-23T17:05:04.003'],
] as const)('of %s, a period starts by UTC', (period, start) => {
  expect(startOfPeriod(period, at('2026-11-23T17:05:04.003'))).toEqual(at(start));
});

test.each([
  ['the same day', {}, '2026-11-23T23:59:59.999', '2026-11-23', '2026-11-24', 4],
  ['the next day', {}, '2026-11-24T00:00', '2026-11-24', '2026-11-25', 0],
  ['the last day of a month', {}, '2026-11-30T12:00', '2026-11-30', '2026-12-01', 0],
  ['a clock that lags behind', {}, '2026-11-22T12:00', '2026-11-23', '2026-11-24', 4],
  ['the same month', month, '2026-11-30T23:59', '2026-11-01', '2026-12-01', 4],
  ['the last month of a year', month, '2026-12-31T00:00', '2026-12-01', '2027-01-01', 0],
] as const)('on %s the period and what is used in it', (_name, cap, now, start, end, usedCredits) => {
  expect(periodOf(capOf(cap), at(now))).toEqual({
    start: at(`${start}T00:00`),
    endsAt: at(`${end}T00:00`),
    usedCredits,
  });
});

test('a total never starts anew', () => {
  expect(periodOf(capOf(total), at('2030-01-01T00:00'))).toEqual({
    start: total.periodStart,
    endsAt: null,
    usedCredits: 4,
  });
});

test.each([
  ['up to the limit', {}, 6, '2026-11-23T10:00', { usedCredits: 10 }],
  ['of the next day', {}, 10, '2026-11-24T10:00', { usedCredits: 10, periodStart: at('2026-11-24T00:00') }],
  ['of a total', total, 6, '2027-01-01T00:00', { usedCredits: 10 }],
  ['of nothing', {}, 0, '2026-11-25T00:00', {}],
  ['that returns within the day', {}, -3, '2026-11-23T23:00', { usedCredits: 1 }],
  ['that returns to a day before', {}, -3, '2026-11-22T23:00', {}],
  ['that returns to a later day', {}, -3, '2026-11-24T00:00', {}],
  ['that returns more than was used', {}, -5, '2026-11-23T23:00', { usedCredits: 0 }],
  ['that returns within the month', month, -3, '2026-11-30T23:00', { usedCredits: 1 }],
  ['that returns from the instant of the total on', total, -3, '2026-11-23T09:30', { usedCredits: 1 }],
  ['that returns of before the total', total, -3, '2026-11-23T09:29', {}],
] as const)('a use %s', (_name, cap, credits, now, change) => {
  const before = capOf(cap);
  expect(countTowardsKeyCap(before, { credits, at: at(now) })).toEqual({ ...before, ...change });
});

test.each([
  ['a day', {}, '2026-11-23T10:00'],
  ['a month', month, '2026-11-30T23:59'],
  ['a total', total, '2030-01-01T00:00'],
] as const)('one credit above the limit of %s is too many', (_name, cap, now) => {
  expect(countTowardsKeyCap(capOf(cap), { credits: 7, at: at(now) })).toBeNull();
});

test.each([
  ['a day', {}, 'a day', '2026-11-24'],
  ['a month', month, 'a month', '2026-12-01'],
] as const)('whoever passes a limit by %s is told when it starts anew', (_name, cap, per, end) => {
  const error = keyCapReached(capOf(cap), { credits: 7, at: at('2026-11-23T10:00') });
  expect(error.message).toBe(
    `This API key is limited to 10 credits ${per}; 4 are used, and this needs 7. The limit starts anew at ${end}T00:00:00.000Z.`,
  );
  expect(error.details).toEqual({
    period: capOf(cap).period,
    limit: 10,
    used: 4,
    required: 7,
    resetsAt: `${end}T00:00:00.000Z`,
  });
});

test('a limit in total never starts anew, and says nothing of it', () => {
  const error = keyCapReached(capOf(total), { credits: 7, at: at('2026-11-23T10:00') });
  expect(error.message).toBe('This API key is limited to 10 credits in total; 4 are used, and this needs 7.');
  expect(error.details).toMatchObject({ period: 'TOTAL', resetsAt: null });
});
