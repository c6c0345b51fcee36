import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BurningGrant, computeRemainders } from './burn-order.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));

function grant(id: string, over: Partial<BurningGrant> = {}): BurningGrant {
  return { id, priority: 100, amountCredits: 10, expiresAt: null, createdAt: day(1), ...over };
}

test('burns by priority, then soonest expiry, then oldest', () => {
  const grants = [
    grant('newer', { createdAt: day(3) }),
    grant('older', { createdAt: day(2) }),
    grant('expires-late', { expiresAt: day(20) }),
    grant('expires-soon', { expiresAt: day(10) }),
    grant('first', { priority: 1, createdAt: day(9) }),
  ];
  expect(computeRemainders(grants, 50).map(({ id }) => id)).toEqual([
    'first',
    'expires-soon',
    'expires-late',
    'older',
    'newer',
  ]);
});

test('the grants that burn last keep their credits longest', () => {
  const grants = [grant('old'), grant('new', { createdAt: day(2) })];
  expect(computeRemainders(grants, 13)).toMatchObject([
    { id: 'old', remainingCredits: 3 },
    { id: 'new', remainingCredits: 10 },
  ]);
  expect(computeRemainders(grants, 10)).toMatchObject([{ id: 'new', remainingCredits: 10 }]);
  expect(computeRemainders(grants, 0)).toEqual([]);
});

test('remainders sum to what is owned, up to what was granted, and never exceed their grant', () => {
  const anyGrant = fc.record({
    id: fc.uuid(),
    priority: fc.integer({ min: 0, max: 3 }),
    amountCredits: fc.integer({ min: 1, max: 1_000 }),
    expiresAt: fc.option(fc.date({ min: day(1), max: day(30), noInvalidDate: true })),
    createdAt: fc.date({ min: day(1), max: day(30), noInvalidDate: true }),
  });
  fc.assert(
    fc.property(
      fc.array(anyGrant, { maxLength: 8 }),
      fc.integer({ min: -10, max: 9_000 }),
      (grants, owned) => {
        const remainders = computeRemainders(grants, owned);
        const granted = grants.reduce((sum, { amountCredits }) => sum + amountCredits, 0);
        const left = remainders.reduce((sum, { remainingCredits }) => sum + remainingCredits, 0);
        expect(left).toBe(Math.min(granted, Math.max(0, owned)));
        for (const { remainingCredits, amountCredits } of remainders) {
          expect(remainingCredits).toBeGreaterThan(0);
          expect(remainingCredits).toBeLessThanOrEqual(amountCredits);
        }
      },
    ),
  );
});
