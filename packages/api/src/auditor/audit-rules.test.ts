import { describe, expect, test } from 'vitest';
import { type AccountFacts, cutGroup, isSameDeviation, judgeAccount } from './audit-rules.ts';
import type { Deviation } from './schema.ts';

const at = new Date('2026-11-23T12:00:00Z');
const before = new Date(at.getTime() - 1);
const balance = {
  creditsRemaining: 60,
  creditsHeld: 10,
  lastSeq: 4,
  overdraftCredits: 0,
  settledSeq: 3,
  lastEntryAt: before,
  nextExpiryAt: at,
};
const healthy: AccountFacts = {
  userId: 'ada',
  balance,
  entries: 4,
  newestSeq: 4,
  newestEntryAt: before,
  creditsUsed: -70,
  settledCreditsUsed: -75,
  openHoldCredits: 10,
  backedCredits: 65,
  dueAt: at,
  places: {},
};

test('an account that agrees with its entries deviates from nothing', () => {
  expect(judgeAccount(healthy)).toEqual([]);
});

test('so does one without a balance and without entries', () => {
  const none = { entries: 0, newestSeq: 0, newestEntryAt: null, creditsUsed: 0, settledCreditsUsed: 0 };
  const nothing = { ...none, openHoldCredits: 0, backedCredits: 0, dueAt: null };
  expect(judgeAccount({ ...healthy, ...nothing, balance: null })).toEqual([]);
});

test.each<[number, string, string, string, Partial<AccountFacts>]>([
  [1, 'balance', '70', '71', { balance: { ...balance, creditsRemaining: 61 } }],
  [1, 'held', '10', '9', { balance: { ...balance, creditsRemaining: 61, creditsHeld: 9 } }],
  [4, 'newest', '5', '4', { newestSeq: 5 }],
  [4, 'newest-time', '2026-11-23T12:00:00.000Z', '2026-11-23T11:59:59.999Z', { newestEntryAt: at }],
  [8, 'settled-balance', '65', '66', { backedCredits: 66 }],
  [8, 'due', 'at most 2026-11-23T11:59:59.999Z', '2026-11-23T12:00:00.000Z', { dueAt: before }],
  [8, 'due', 'at most 2026-11-23T12:00:00.000Z', 'never', { balance: { ...balance, nextExpiryAt: null } }],
  [8, 'settled', '0 to 4', '5', { balance: { ...balance, settledSeq: 5 } }],
  [8, 'settled', '0 to 4', '-1', { balance: { ...balance, settledSeq: -1 } }],
])('law %i, %s: expected %s, found %s', (law, rule, expected, found, change) => {
  const deviation = { userId: 'ada', law, rule, place: null, count: 1, expected, found };
  expect(judgeAccount({ ...healthy, ...change })).toEqual([deviation]);
});

describe('law 3, overdraft', () => {
  const owing = (overdraftCredits: number): AccountFacts => ({
    ...healthy,
    balance: { ...balance, creditsRemaining: -5, overdraftCredits },
    creditsUsed: -5,
    settledCreditsUsed: -5,
    backedCredits: -5,
  });

  test('the allowance may be used up', () => expect(judgeAccount(owing(5))).toEqual([]));

  test('one credit more deviates', () => {
    expect(judgeAccount(owing(4))).toMatchObject([
      { law: 3, rule: 'overdraft', expected: 'at least -4', found: '-5' },
    ]);
  });
});

test('where there are entries and no balance, only the entries are told', () => {
  const places: AccountFacts['places'] = { owner: { count: 4, first: ['0000000001', 'a balance', 'none'] } };
  expect(judgeAccount({ ...healthy, balance: null, places })).toMatchObject([
    { law: 1, rule: 'owner', place: 'entry 1', count: 4 },
  ]);
});

test('a settlement earlier than anything is due is in order', () => {
  expect(judgeAccount({ ...healthy, dueAt: null })).toEqual([]);
  expect(judgeAccount({ ...healthy, balance: { ...balance, nextExpiryAt: before } })).toEqual([]);
});

test('a broken row is named by its number or id, with how many more there are, in the order of the laws', () => {
  const places: AccountFacts['places'] = {
    'grant-remainder': { count: 1, first: ['g1', '0 to 5', '6'] },
    chain: { count: 3, first: ['0000000017', '40', '41'] },
  };
  expect(judgeAccount({ ...healthy, places })).toEqual([
    { userId: 'ada', law: 4, rule: 'chain', place: 'entry 17', count: 3, expected: '40', found: '41' },
    {
      userId: 'ada',
      law: 8,
      rule: 'grant-remainder',
      place: 'grant g1',
      count: 1,
      expected: '0 to 5',
      found: '6',
    },
  ]);
});

describe('what counts as a change', () => {
  const wrong: Deviation = {
    userId: 'ada',
    law: 1,
    rule: 'balance',
    place: null,
    count: 1,
    expected: '70',
    found: '75',
  };

  test('a balance that stays 5 too high while it is spent from is no change', () => {
    expect(isSameDeviation(wrong, { ...wrong, expected: '50', found: '55' })).toBe(true);
  });

  test.each<Partial<Deviation>>([{ found: '76' }, { place: 'entry 2' }, { count: 2 }, { found: 'text' }])(
    '%j is one',
    (change) => expect(isSameDeviation(wrong, { ...wrong, ...change })).toBe(false),
  );

  test('the same words are none', () => {
    const words = { ...wrong, expected: 'a SPEND', found: 'no entry' };
    expect(isSameDeviation(words, { ...words })).toBe(true);
    expect(isSameDeviation(words, { ...words, found: 'GRANT' })).toBe(false);
  });
});

describe('groups', () => {
  const sizes = (...all: number[]) => all.map((lastSeq) => ({ lastSeq }));

  test('take whole accounts while their entries fit', () => {
    expect(cutGroup(sizes(4, 6, 1), 10)).toEqual(sizes(4, 6));
    expect(cutGroup(sizes(4, 6), 10)).toEqual(sizes(4, 6));
  });

  test('take one account that is too large by itself, so that the walk goes on', () => {
    expect(cutGroup(sizes(11, 1), 10)).toEqual(sizes(11));
    expect(cutGroup([], 10)).toEqual([]);
  });
});
