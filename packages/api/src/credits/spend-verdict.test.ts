import { expect, test } from 'vitest';
import { toVerdict, type VerdictRow } from './spend-verdict.ts';

const timestamp = new Date('2026-11-01');
const written = { seq: 7, balanceAfter: 3, details: { a: 1 }, timestamp };
const row: VerdictRow = {
  nth: 1,
  accepted: true,
  keyUsed: false,
  isActive: true,
  covered: true,
  availableCredits: 2,
  due: false,
  stale: false,
  reachedCap: null,
  reachedKeyCap: null,
  isNextOfKey: true,
  isNext: true,
  ...written,
};
const unwritten = { seq: null, balanceAfter: null, details: null, timestamp: null };
const refused = { ...row, ...unwritten, accepted: false };
const cap = {
  period: 'DAY',
  featureKey: null,
  limitCredits: 1,
  usedCredits: 1,
  periodStart: '2026-11-01T00:00:00Z',
} as const;

// Each case would be the case below it, were it not for what it says.
test.each([
  ['a user without a balance', undefined, { kind: 'no-balance' }],
  ['a written entry', row, { kind: 'accepted', ...written }],
  ['one behind a refused one', { ...refused, isNext: false, keyUsed: true }, { kind: 'undecided' }],
  ['an account that changed meanwhile', { ...refused, stale: true, keyUsed: true }, { kind: 'undecided' }],
  ['a key that another transaction used meanwhile', { ...row, ...unwritten }, { kind: 'key-used' }],
  ['a key that was used', { ...refused, keyUsed: true, isActive: false }, { kind: 'key-used' }],
  ['a deactivated account', { ...refused, isActive: false, due: true }, { kind: 'inactive' }],
  ['an account that is due', { ...refused, due: true, covered: false }, { kind: 'due' }],
  [
    'too few credits',
    { ...refused, covered: false, reachedCap: cap },
    { kind: 'insufficient', availableCredits: 2 },
  ],
  ['a reached cap', { ...refused, reachedCap: cap }, { kind: 'cap-reached', cap }],
])('%s', (_name, given, verdict) => {
  expect(toVerdict(given)).toEqual(verdict);
});

test.each(['seq', 'balanceAfter', 'timestamp'])('an entry without its %s was not written', (field) => {
  expect(toVerdict({ ...row, [field]: null })).toEqual({ kind: 'key-used' });
});
