import { expect, test } from 'vitest';
import { hashRequest } from '../idempotency.ts';
import {
  accountOf,
  capOf,
  grantOf,
  holdOf,
  minutes,
  scheduled,
  start,
} from '../test-support/account-state.ts';
import { endHold, settleAccount } from './settle.ts';

test('an account to which nothing has happened is not written', () => {
  const account = accountOf({ grants: [grantOf('live', 5, { expiresAt: minutes(1) })] });
  expect(settleAccount(account, start)).toBe(false);
  expect(account.takeChanges().entries).toEqual([]);
});

test('spends since the last time are settled, free ones too', () => {
  const account = accountOf({ grants: [grantOf('live', 5)] }, { lastSeq: 10 });
  expect(settleAccount(account, start)).toBe(true);
  expect(account.state.settledSeq).toBe(10);
  account.state.lastSeq = 11;
  account.state.creditsRemaining -= 2;
  expect(settleAccount(account, start)).toBe(true);
  expect([...account.takeChanges().burns]).toEqual([
    { fromSeq: 10, toSeq: 11, ownedFrom: 5, ownedTo: 3, grantId: 'live', isRefunded: false },
  ]);
});

test('grants with less than the balance are a fault, which nothing may build on', () => {
  const account = accountOf({ grants: [grantOf('live', 5)] }, { lastSeq: 10, creditsRemaining: 7 });
  expect(() => settleAccount(account, start)).toThrow('The grants of user user hold 2 credits too few.');
});

test('starts and expiries are entries of the system, at their own instants and under keys that cannot repeat', () => {
  const live = grantOf('live', 5, { expiresAt: minutes(20) });
  const voided = scheduled('voided', 3, { voidedAt: start });
  const account = accountOf({ grants: [live, scheduled('later', 7), voided] });
  expect(settleAccount(account, minutes(20))).toBe(true);
  expect(account.takeChanges().entries).toMatchObject([
    {
      idempotencyKey: 'scrip:start:later',
      kind: 'GRANT',
      operationType: 'CREDIT_GRANT',
      creditsUsed: -7,
      seq: 10,
      timestamp: minutes(10),
    },
    {
      idempotencyKey: 'scrip:expiry:live:11',
      kind: 'EXPIRY',
      operationType: 'CREDIT_EXPIRY',
      requestHash: hashRequest({ verb: 'settle' }),
      creditsUsed: 5,
      seq: 11,
      timestamp: minutes(20),
    },
  ]);
  expect(voided.entryId).toBeNull();
});

test('a grant with nothing left ends without an entry', () => {
  const spent = grantOf('spent', 5, { remainingCredits: 0, expiresAt: minutes(1) });
  const account = accountOf({ grants: [spent, grantOf('live', 5, { expiresAt: minutes(2) })] });
  settleAccount(account, minutes(2));
  expect(account.takeChanges().entries.map(({ grantId }) => grantId)).toEqual(['live']);
});

test('a hold that ends gives its credits back to the caps they counted in', () => {
  const grant = grantOf('live', 5, { remainingCredits: 2 });
  const hold = holdOf('hold', [{ grantId: 'live', credits: 3 }]);
  const account = accountOf({ grants: [grant], holds: [hold] }, { spendCaps: [capOf()] });
  endHold(account, hold, 'RELEASED', minutes(3 * 24 * 60));
  expect(account.state.spendCaps).toEqual([capOf({ usedCredits: 1 })]);
  expect(hold).toMatchObject({ status: 'RELEASED', endedAt: minutes(3 * 24 * 60) });
  expect(account.state).toMatchObject({ creditsRemaining: 5, creditsHeld: 0 });
});
