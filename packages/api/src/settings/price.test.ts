import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeCost, readPrice } from './price.ts';
import { MAX_COST, type Price } from './schema.ts';

const perThousand: Price = { perUnit: { credits: 3, units: 1000 } };

test.each<[string, Price, { quantity?: number; model?: string }, number]>([
  ['flat', { flat: 5 }, {}, 5],
  ['flat, whatever the quantity and the model', { flat: 5 }, { quantity: 90, model: 'gpt-x' }, 5],
  ['one unit of a thousand', perThousand, { quantity: 1 }, 1],
  ['exactly a third', perThousand, { quantity: 1000 }, 3],
  ['a little more than a third', perThousand, { quantity: 1001 }, 4],
  ['rounded up once, not per unit', perThousand, { quantity: 999 }, 3],
  ['several credits a unit', { perUnit: { credits: 40, units: 1 } }, { quantity: 3 }, 120],
  ['free', { perUnit: { credits: 0, units: 1 } }, { quantity: 3 }, 0],
  ['the minimum', { ...perThousand, minimumCredits: 10 }, { quantity: 1 }, 10],
  ['above the minimum', { ...perThousand, minimumCredits: 10 }, { quantity: 4000 }, 12],
  ['a model that nobody named a multiplier for', perThousand, { quantity: 1000, model: 'gpt-x' }, 3],
])('%s', (_name, price, use, cost) => {
  expect(computeCost(price, use)).toBe(cost);
});

describe('models', () => {
  const price: Price = {
    ...perThousand,
    minimumCredits: 2,
    models: {
      'gpt-x': { multiplierPercent: 250 },
      mini: { multiplierPercent: 10 },
      gift: { multiplierPercent: 0 },
    },
  };

  test.each([
    ['gpt-x', 1000, 8],
    ['gpt-x', 2000, 15],
    ['mini', 10_000, 3],
    ['mini', 10, 2],
    ['gift', 10_000, 2],
    [undefined, 1000, 3],
  ])('%s, %d units cost %d', (model, quantity, cost) => {
    expect(computeCost(price, { quantity, model })).toBe(cost);
  });

  test.each([['gpt-y'], ['constructor'], ['__proto__']])(
    '%s is unknown, and the error names the known',
    (model) => {
      expect(() => computeCost(price, { quantity: 1, model })).toThrow(
        expect.objectContaining({
          code: 'UNKNOWN_MODEL',
          details: { model, known: ['gpt-x', 'mini', 'gift'] },
        }),
      );
    },
  );
});

describe('what has no cost', () => {
  test('a price by quantity without one', () => {
    expect(() => computeCost(perThousand, {})).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  test('more than a spend can take, by a single credit', () => {
    const price: Price = {
      perUnit: { credits: MAX_COST, units: 1 },
      models: { x: { multiplierPercent: 101 } },
    };
    expect(computeCost(price, { quantity: 1 })).toBe(MAX_COST);
    expect(() => computeCost(price, { quantity: 1, model: 'x' })).toThrow(
      'quantity: 1 units cost 2168958484 credits; one spend takes at most 2147483647.',
    );
  });
});

describe('against exact fractions', () => {
  const whole = fc.integer({ min: 1, max: MAX_COST });
  const small = fc.integer({ min: 1, max: 5000 });
  const anyPrice = fc.record({
    credits: fc.oneof(fc.integer({ min: 0, max: 20 }), whole),
    units: fc.oneof(small, whole),
    percent: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 1_000_000 })),
    minimumCredits: fc.oneof(fc.constant(0), small),
  });

  test('the cost is the smallest whole number that is not below the fraction or the minimum', () => {
    fc.assert(
      fc.property(
        anyPrice,
        fc.oneof(small, whole),
        ({ credits, units, percent, minimumCredits }, quantity) => {
          const price: Price = {
            perUnit: { credits, units },
            minimumCredits,
            models: { m: { multiplierPercent: percent } },
          };
          const isEnough = (cost: bigint) =>
            cost * BigInt(units) * 100n >= BigInt(quantity) * BigInt(credits) * BigInt(percent) &&
            cost >= BigInt(minimumCredits);
          if (!isEnough(BigInt(MAX_COST))) {
            expect(() => computeCost(price, { quantity, model: 'm' })).toThrow('one spend takes at most');
            return;
          }
          const cost = BigInt(computeCost(price, { quantity, model: 'm' }));
          expect(isEnough(cost)).toBe(true);
          expect(cost === 0n || !isEnough(cost - 1n)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a larger quantity is never cheaper, and splitting a use never saves', () => {
    fc.assert(
      fc.property(small, small, small, small, (credits, units, one, other) => {
        const price: Price = { perUnit: { credits, units } };
        const costOf = (quantity: number) => computeCost(price, { quantity });
        expect(costOf(one + other)).toBeGreaterThanOrEqual(costOf(one));
        expect(costOf(one + other)).toBeLessThanOrEqual(costOf(one) + costOf(other));
      }),
    );
  });
});

describe('reading a price as an admin wrote it', () => {
  test.each([
    [3, { flat: 3 }],
    [{ flat: 3 }, { flat: 3 }],
    [perThousand, perThousand],
  ])('%j', (value, price) => {
    expect(readPrice(value)).toEqual({ price });
  });

  test.each([
    ['3', 'whole number of credits'],
    [[], 'whole number of credits'],
    [{}, 'perUnit: '],
    [{ flat: -1 }, 'flat: Credits are 0 or more.'],
    [{ flat: 1, perUnit: { credits: 1, units: 1 } }, 'Unrecognized key: "perUnit"'],
    [{ perUnit: { credits: 0.003, units: 1 } }, 'perUnit.credits: Credits are whole numbers.'],
    [{ perUnit: { credits: 1, units: 0 } }, 'perUnit.units: At least 1 unit.'],
    [{ ...perThousand, models: {} }, 'models: Name 1 to 200 models'],
    [{ ...perThousand, models: { x: { multiplierPercent: 2.5 } } }, 'whole number of percent'],
    [{ ...perThousand, models: { '': { multiplierPercent: 2 } } }, 'models'],
    [{ ...perThousand, minimum: 1 }, 'Unrecognized key: "minimum"'],
  ])('%j is none, and why', (value, flaw) => {
    expect(readPrice(value)).toEqual({ flaw: expect.stringContaining(flaw) });
  });
});
