import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeForecast, computeRhythm, type ForecastFacts, type ForecastLot } from './forecast.ts';

const now = new Date('2026-11-23T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const lot = (credits: number, more: Partial<ForecastLot> = {}): ForecastLot => ({
  credits,
  startsAt: inDays(-1),
  expiresAt: null,
  isRenewal: false,
  ...more,
});
const facts = (more: Partial<ForecastFacts>): ForecastFacts => ({
  now,
  creditsRemaining: 100,
  days: [10, 10, 10],
  lots: [lot(100)],
  ...more,
});

test('an even use runs out when its credits are divided by the rate', () => {
  const { status, burn, expected, earliest, latest } = computeForecast(facts({}));
  expect(status).toBe('ready');
  expect(burn).toMatchObject({ creditsPerDay: 10, method: 'recent', daysOfData: 3 });
  expect(expected?.daysLeft).toBeCloseTo(10, 5);
  expect(earliest?.daysLeft ?? 0).toBeLessThan(10);
  expect(latest?.daysLeft ?? 1e9).toBeGreaterThan(10);
});

test('less than a day of use is not enough, and eight weeks without any is no use', () => {
  expect(computeForecast(facts({ days: [] }))).toMatchObject({ status: 'not_enough_data', expected: null });
  expect(computeForecast(facts({ days: [0, 0] }))).toMatchObject({ status: 'no_use', burn: null });
  expect(computeForecast(facts({ days: [-5] }))).toMatchObject({ status: 'no_use' });
});

test('one day of use gives a forecast, with a wide range', () => {
  const { burn } = computeForecast(facts({ days: [10] }));
  expect(burn?.creditsPerDay).toBe(10);
  expect((burn?.high ?? 0) - (burn?.low ?? 0)).toBeGreaterThan(10);
});

test('newer days weigh more', () => {
  const rising = computeRhythm([40, 30, 20, 10])?.creditsPerDay ?? 0;
  expect(rising).toBeGreaterThan(25);
  expect(computeRhythm([10, 20, 30, 40])?.creditsPerDay ?? 99).toBeLessThan(25);
});

test('from two weeks on the weekdays that nothing is used on are known', () => {
  // Two of seven days are free, and the last of them was yesterday.
  const week = [0, 14, 14, 14, 14, 14, 0];
  expect(computeRhythm([...week, 0, 14])?.method).toBe('recent');
  const rhythm = computeRhythm([...week, ...week, ...week, ...week]);
  expect(rhythm?.method).toBe('weekday');
  const [free = 1, busy = 0] = rhythm?.weekdayFactors ?? [];
  expect(free).toBeLessThan(0.6);
  expect(busy).toBeGreaterThan(1.1);
});

test('credits that expire before they can be used shorten it, and what arrives makes it longer', () => {
  const expiring = lot(60, { expiresAt: inDays(2) });
  const { expected, events } = computeForecast(facts({ lots: [expiring, lot(40)] }));
  expect(expected?.daysLeft).toBeCloseTo(6, 5);
  expect(events).toEqual([{ at: inDays(2), kind: 'expiry', credits: -40 }]);
  const renewal = lot(50, { startsAt: inDays(9), expiresAt: inDays(40), isRenewal: true });
  const renewed = computeForecast(facts({ lots: [lot(100), renewal] }));
  expect(renewed.expected?.daysLeft).toBeCloseTo(15, 5);
  expect(renewed.events).toEqual([{ at: inDays(9), kind: 'renewal', credits: 50 }]);
  expect(renewed.explanation).toContain('renewals');
});

test('what arrives after the credits ran out comes too late, and nothing left is over now', () => {
  const late = lot(50, { startsAt: inDays(11), isRenewal: true });
  expect(computeForecast(facts({ lots: [lot(100), late] })).expected?.daysLeft).toBeCloseTo(10, 5);
  expect(computeForecast(facts({ creditsRemaining: 0, lots: [] })).expected).toEqual({
    at: now,
    daysLeft: 0,
  });
});

test('credits that last longer than a year have no end', () => {
  const endless = computeForecast(facts({ creditsRemaining: 1e9, lots: [lot(1e9)] }));
  expect(endless.expected).toEqual({ at: null, daysLeft: null });
});

const days = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 56 });

test('earliest, expected and latest are in their order, and the rate lies in its range', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 1_000_000 }), (used, credits) => {
      const forecast = computeForecast(
        facts({ days: used, creditsRemaining: credits, lots: [lot(credits)] }),
      );
      if (forecast.status !== 'ready') return;
      const [early, middle, late] = [forecast.earliest, forecast.expected, forecast.latest].map(
        (one) => one?.daysLeft ?? Number.POSITIVE_INFINITY,
      );
      expect(early).toBeLessThanOrEqual(middle ?? 0);
      expect(middle).toBeLessThanOrEqual(late ?? 0);
      const { low, creditsPerDay, high } = forecast.burn ?? { low: 1, creditsPerDay: 0, high: 0 };
      expect(low <= creditsPerDay && creditsPerDay <= high).toBe(true);
    }),
  );
});

test('weekday shares are 1 on average, and more credits never run out sooner', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (used, credits, more) => {
      const rhythm = computeRhythm(used);
      if (!rhythm) return;
      expect(rhythm.weekdayFactors.reduce((a, b) => a + b, 0)).toBeCloseTo(7, 6);
      const left = (amount: number) =>
        computeForecast(facts({ days: used, creditsRemaining: amount, lots: [lot(amount)] })).expected
          ?.daysLeft ?? Number.POSITIVE_INFINITY;
      expect(left(credits)).toBeLessThanOrEqual(left(credits + more) + 1e-6);
    }),
  );
});
