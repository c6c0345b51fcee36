import { describe, expect, test } from 'vitest';
import {
  countTowardsCaps,
  currentStartOf,
  findReachedCap,
  periodEndOf,
  periodStartOf,
  type SpendCap,
  usedOf,
} from './spend-caps.ts';

const noon = new Date('2026-12-31T12:00:00Z');
const cap: SpendCap = {
  period: 'DAY',
  featureKey: null,
  limitCredits: 10,
  usedCredits: 4,
  periodStart: '2026-12-31T00:00:00.000Z',
};
const monthly: SpendCap = { ...cap, period: 'MONTH', periodStart: '2026-12-01T00:00:00.000Z' };

describe('periods are UTC days and months', () => {
  test.each([
    ['DAY', '2026-12-31T23:59:59.999Z', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['MONTH', '2026-12-31T23:59:59.999Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['MONTH', '2028-02-29T12:00:00.000Z', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['DAY', '2028-02-28T00:00:00.000Z', '2028-02-28T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
  ] as const)('the %s of %s begins at %s and ends at %s', (period, at, start, end) => {
    expect(periodStartOf(period, new Date(at)).toISOString()).toBe(start);
    expect(periodEndOf(period, new Date(start)).toISOString()).toBe(end);
  });
});

test('what is used counts in its own period only', () => {
  expect(usedOf(cap, noon)).toBe(4);
  expect(usedOf(cap, new Date('2027-01-01T00:00:00Z'))).toBe(0);
  expect(usedOf(monthly, new Date('2026-12-01T00:00:00Z'))).toBe(4);
});

describe('a clock that lags behind the newest period of a cap', () => {
  const lagging = new Date('2026-12-30T23:59:59.999Z');

  test('is in that period too: nothing can be used beside it', () => {
    const use = { featureKey: 'chat', at: lagging };
    expect(currentStartOf(cap, lagging).toISOString()).toBe(cap.periodStart);
    expect(findReachedCap([cap], { ...use, credits: 6 })).toBeNull();
    expect(findReachedCap([cap], { ...use, credits: 7 })).toBe(cap);
    expect(countTowardsCaps([cap], { ...use, credits: 3 })).toEqual([{ ...cap, usedCredits: 7 }]);
  });

  test('takes nothing back from it: what returns was used before it began', () => {
    expect(countTowardsCaps([cap], { featureKey: 'chat', credits: -3, at: lagging })).toEqual([cap]);
  });
});

test('a cap is reached by more than its limit, not by the limit itself, and only by what it is about', () => {
  const use = { featureKey: 'chat', at: noon };
  const about = { ...cap, featureKey: 'image', limitCredits: 0 };
  expect(findReachedCap([cap], { ...use, credits: 6 })).toBeNull();
  expect(findReachedCap([cap], { ...use, credits: 7 })).toBe(cap);
  expect(findReachedCap([about, cap], { ...use, credits: 6 })).toBeNull();
  expect(findReachedCap([about, cap], { ...use, featureKey: 'image', credits: 7 })).toBe(about);
  expect(findReachedCap([], { ...use, credits: 7 })).toBeNull();
});

describe('counting', () => {
  const count = (credits: number, at: Date, of = cap, featureKey: string | null = 'chat') =>
    countTowardsCaps([of], { featureKey, credits, at })[0];

  test('adds in the current period and takes back no more than is used', () => {
    expect(count(3, noon)).toEqual({ ...cap, usedCredits: 7 });
    expect(count(-3, noon)).toEqual({ ...cap, usedCredits: 1 });
    expect(count(-9, noon)).toEqual({ ...cap, usedCredits: 0 });
  });

  test('begins anew with a new period, but not for what comes back or is nothing', () => {
    const next = new Date('2027-01-01T00:00:00Z');
    expect(count(3, next)).toEqual({ ...cap, usedCredits: 3, periodStart: next.toISOString() });
    expect(count(-3, next)).toBe(cap);
    expect(count(0, next)).toBe(cap);
  });

  test('leaves what is about another feature', () => {
    const about = { ...cap, featureKey: 'image' };
    expect(count(3, noon, about)).toBe(about);
    expect(count(3, noon, about, 'image')).toMatchObject({ usedCredits: 7 });
    expect(count(3, noon, about, null)).toBe(about);
  });
});
