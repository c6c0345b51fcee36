import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Burn,
  burn,
  compareBurnOrder,
  cutBurn,
  mergeShares,
  sharesOfEntry,
  splitShares,
  sumOf,
  toBurns,
} from './burn-down.ts';

const day = (nth: number) => new Date(Date.UTC(2026, 0, nth));
const lot = {
  id: 'a',
  priority: 100,
  remainingCredits: 10,
  expiresAt: day(9) as Date | null,
  createdAt: day(1),
};

describe('law 8: grants: the order in which they burn', () => {
  test.each([
    ['a lower priority number', { priority: 99, expiresAt: null, createdAt: day(5) }],
    ['of one priority, a sooner expiry', { expiresAt: day(8), createdAt: day(5) }],
    ['of one expiry, an older grant', { createdAt: new Date(day(1).getTime() - 1) }],
    ['of one instant, a smaller id', { id: 'A' }],
  ])('%s goes first', (_name, earlier) => {
    const first = { ...lot, ...earlier };
    expect(compareBurnOrder(first, lot)).toBeLessThan(0);
    expect(compareBurnOrder(lot, first)).toBeGreaterThan(0);
  });

  test('what never expires goes after what does, and two such by age', () => {
    const never = { ...lot, expiresAt: null, createdAt: day(0) };
    expect(compareBurnOrder(never, lot)).toBeGreaterThan(0);
    expect(compareBurnOrder(lot, never)).toBeLessThan(0);
    expect(compareBurnOrder(never, { ...never, createdAt: day(2) })).toBeLessThan(0);
  });

  test('lots pay in this order, each to its end; what none has is nobody’s', () => {
    const lots = [
      lot,
      { ...lot, id: 'first', priority: 1, remainingCredits: 3 },
      { ...lot, id: 'empty', remainingCredits: 0 },
    ];
    expect(burn(lots, 2)).toEqual([{ grantId: 'first', credits: 2 }]);
    expect(burn(lots, 3)).toEqual([{ grantId: 'first', credits: 3 }]);
    expect(burn(lots, 13)).toEqual([
      { grantId: 'first', credits: 3 },
      { grantId: 'a', credits: 10 },
    ]);
    expect(burn(lots, 15).at(-1)).toEqual({ grantId: null, credits: 2 });
    expect(burn(lots, 0)).toEqual([]);
  });
});

const anyShares = fc.array(
  fc.record({ grantId: fc.option(fc.constantFrom('a', 'b')), credits: fc.integer({ min: 1, max: 50 }) }),
);

test('splitting shares loses nothing, keeps their order, and leaves no empty part', () => {
  fc.assert(
    fc.property(anyShares, fc.nat(200), (shares, credits) => {
      const { first, rest } = splitShares(shares, credits);
      expect(sumOf(first)).toBe(Math.min(credits, sumOf(shares)));
      expect(sumOf(first) + sumOf(rest)).toBe(sumOf(shares));
      for (const part of [...first, ...rest]) expect(part.credits).toBeGreaterThan(0);
      const ids = [...first, ...rest].map(({ grantId }) => grantId);
      const once = ids.filter(
        (_, index) => index !== first.length || first.length + rest.length === shares.length,
      );
      expect(once).toEqual(shares.map(({ grantId }) => grantId));
    }),
  );
});

test('shares of one grant become one, where the first of them was', () => {
  const shares = [
    { grantId: 'a', credits: 1 },
    { grantId: null, credits: 2 },
    { grantId: 'a', credits: 3 },
  ];
  expect(mergeShares(shares)).toEqual([
    { grantId: 'a', credits: 4 },
    { grantId: null, credits: 2 },
  ]);
});

describe('law 8: grants: what one paid, along the balance', () => {
  const along = { fromSeq: 2, toSeq: 5, ownedFrom: 100 };
  const lay = () =>
    toBurns(
      [
        { grantId: 'a', credits: 30 },
        { grantId: null, credits: 20 },
      ],
      along,
    ) as [Burn, Burn];

  test('burns lie end to end, and only credits that return without a grant are owed by nobody', () => {
    const [first, second] = lay();
    const { ownedFrom: _, ...seqs } = along;
    expect(first).toEqual({ ...seqs, ownedFrom: 100, ownedTo: 70, grantId: 'a', isRefunded: false });
    expect(second).toEqual({ ...seqs, ownedFrom: 70, ownedTo: 50, grantId: null, isRefunded: false });
    const returned = toBurns(
      [
        { grantId: 'a', credits: -5 },
        { grantId: null, credits: -2 },
      ],
      along,
    );
    expect(returned).toMatchObject([
      { ownedFrom: 100, ownedTo: 105, isRefunded: false },
      { ownedFrom: 105, ownedTo: 107, isRefunded: true },
    ]);
  });

  test('a part of a burn is what overlaps, or nothing', () => {
    const [first] = lay();
    expect(cutBurn(first, 90, 80)).toMatchObject({ ownedFrom: 90, ownedTo: 80, grantId: 'a' });
    expect(cutBurn(first, 120, 60)).toEqual(first);
    expect(cutBurn(first, 70, 60)).toBeNull();
    expect(cutBurn(first, 120, 100)).toBeNull();
    expect(cutBurn(first, 80, 80)).toBeNull();
  });

  test('an entry has its part of each burn; one that gave credits back has the whole', () => {
    const [first, second] = lay();
    const shares = sharesOfEntry({ balanceAfter: 60, creditsUsed: 25 }, [first, second]);
    expect(shares).toEqual([
      { grantId: 'a', credits: 15 },
      { grantId: null, credits: 10 },
    ]);
    const back = toBurns([{ grantId: 'a', credits: -5 }], along);
    expect(sharesOfEntry({ balanceAfter: 105, creditsUsed: -5 }, back)).toEqual([
      { grantId: 'a', credits: -5 },
    ]);
    expect(sharesOfEntry({ balanceAfter: 40, creditsUsed: 0 }, [first])).toEqual([]);
  });
});
