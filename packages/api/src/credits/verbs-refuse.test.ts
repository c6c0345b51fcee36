import { describe, expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { decideDelta } from './adjust-balance.ts';
import { refuseExtra } from './capture-hold.ts';
import { refuseHold } from './hold-credits.ts';
import { refuseOverflow } from './receipt.ts';
import { type RefundedSpend, refundableAmount } from './refund-spend.ts';
import { MAX_CREDITS } from './schema.ts';
import {
  accountOf,
  capOf,
  grantOf,
  holdOf,
  minutes,
  scheduled,
  start,
} from './test-support/account-state.ts';
import { refuseEnded } from './void-grant.ts';

const live = (credits: number) => grantOf('live', credits);
const hold = () => holdOf('hold', [{ grantId: 'live', credits: 5 }]);

const spend: RefundedSpend = {
  id: 'spend',
  userId: 'user',
  seq: 9,
  creditsUsed: 6,
  balanceAfter: 4,
  operationType: 'CUSTOM',
  featureKey: 'chat',
  refundedCredits: 0,
  refunds: 0,
  apiKeyId: null,
  countsSince: start,
};

const month = capOf({ period: 'MONTH', featureKey: 'chat', periodStart: '2026-11-01T00:00:00.000Z' });

/** What a user reads, and what a program reads. */
const refusals: [name: string, act: () => unknown, code: string, message: string, details: object][] = [
  [
    'an adjustment below what is there',
    () => decideDelta(accountOf({ grants: [live(4)] }), { mode: 'delta', deltaCredits: -5 }),
    'INSUFFICIENT_CREDITS',
    'Not enough credits: this needs 5, you have 4.',
    { required: 5, available: 4 },
  ],
  [
    'an adjustment of a balance that has moved',
    () =>
      decideDelta(accountOf({ grants: [live(4)] }), {
        mode: 'absolute',
        creditsRemaining: 9,
        expectedCreditsRemaining: 3,
      }),
    'BALANCE_MOVED',
    'The balance is 4 by now, not 3. Look again before you change it.',
    { expected: 3, actual: 4 },
  ],
  [
    'an adjustment to what is there',
    () => decideDelta(accountOf({ grants: [live(4)] }), { mode: 'absolute', creditsRemaining: 4 }),
    'INVALID_INPUT',
    'The balance is 4 already.',
    { issues: [{ path: 'creditsRemaining', message: 'The balance is 4 already.' }] },
  ],
  [
    'an adjustment that passes the largest balance',
    () => decideDelta(accountOf({ grants: [live(4)] }), { mode: 'delta', deltaCredits: MAX_CREDITS - 3 }),
    'BALANCE_OVERFLOW',
    'A balance holds at most 2147483647 credits; this would exceed it.',
    { largest: MAX_CREDITS },
  ],
  [
    'an adjustment to a value that passes it with what is scheduled',
    () =>
      decideDelta(accountOf({ grants: [live(4), scheduled('later', 1)] }), {
        mode: 'absolute',
        creditsRemaining: MAX_CREDITS,
      }),
    'BALANCE_OVERFLOW',
    'A balance holds at most 2147483647 credits; this would exceed it.',
    { largest: MAX_CREDITS },
  ],
  [
    'a hold of a deactivated account',
    () => refuseHold(accountOf({ grants: [live(4)] }, { isActive: false }), 'chat', 1, start),
    'ACCOUNT_INACTIVE',
    'This account is deactivated.',
    {},
  ],
  [
    'a hold of more than is there',
    () => refuseHold(accountOf({ grants: [live(4)] }, { overdraftCredits: 2 }), 'chat', 7, start),
    'INSUFFICIENT_CREDITS',
    'Not enough credits: this needs 7, you have 6.',
    { required: 7, available: 6 },
  ],
  [
    'a hold beyond a cap',
    () => refuseHold(accountOf({ grants: [live(9)] }, { spendCaps: [capOf()] }), 'chat', 7, start),
    'SPEND_CAP_REACHED',
    "This account's spending is limited to 10 credits a day; 4 are used, and this needs 7. " +
      'The limit starts anew at 2026-11-11T00:00:00.000Z.',
    {
      period: 'DAY',
      featureKey: null,
      limit: 10,
      used: 4,
      required: 7,
      resetsAt: '2026-11-11T00:00:00.000Z',
    },
  ],
  [
    'a capture beyond its hold of a deactivated account',
    () => refuseExtra(accountOf({ grants: [live(4)] }, { isActive: false }), hold(), 1, start),
    'ACCOUNT_INACTIVE',
    'This account is deactivated.',
    {},
  ],
  [
    'a capture beyond its hold of more than is there',
    () => refuseExtra(accountOf({ grants: [live(4)] }), hold(), 5, start),
    'INSUFFICIENT_CREDITS',
    'Not enough credits: this needs 5, you have 4.',
    { required: 5, available: 4 },
  ],
  [
    'a capture beyond its hold and the cap of its feature',
    () => refuseExtra(accountOf({ grants: [live(9)] }, { spendCaps: [month] }), hold(), 7, start),
    'SPEND_CAP_REACHED',
    'This account\'s spending on "chat" is limited to 10 credits a month; 4 are used, and this needs 7. ' +
      'The limit starts anew at 2026-12-01T00:00:00.000Z.',
    {},
  ],
  [
    'a refund of more than is left of the spend',
    () => refundableAmount({ ...spend, refundedCredits: 2 }, 5),
    'REFUND_EXCEEDS_SPEND',
    'Only 4 of the 6 credits of this spend can still be refunded.',
    { requested: 5, refundable: 4 },
  ],
  [
    'a full refund of a refunded spend',
    () => refundableAmount({ ...spend, refundedCredits: 6 }, undefined),
    'REFUND_EXCEEDS_SPEND',
    'Only 0 of the 6 credits of this spend can still be refunded.',
    { requested: 6, refundable: 0 },
  ],
  [
    'voiding a void grant',
    () => refuseEnded({ ...live(1), voidedAt: start, expiresAt: start }, start),
    'GRANT_ENDED',
    'This grant is void already.',
    { reason: 'VOIDED' },
  ],
  [
    'voiding a grant that has expired',
    () => refuseEnded({ ...live(1), expiresAt: start }, start),
    'GRANT_ENDED',
    'This grant has expired.',
    { reason: 'EXPIRED' },
  ],
];

describe('what is refused, in words and in figures', () => {
  test.each(refusals)('%s', (_, act, code, message, details) => {
    const error = (() => {
      try {
        return act();
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code, details });
    expect(error).toHaveProperty('message', message);
  });
});

test('what just fits is not refused', () => {
  const account = accountOf({ grants: [live(4), scheduled('later', 6)] }, { spendCaps: [capOf()] });
  expect(() => refuseOverflow(account, MAX_CREDITS - 10)).not.toThrow();
  expect(decideDelta(account, { mode: 'delta', deltaCredits: -4 })).toBe(-4);
  expect(decideDelta(account, { mode: 'absolute', creditsRemaining: MAX_CREDITS - 6 })).toBe(
    MAX_CREDITS - 10,
  );
  expect(() => refuseHold(account, 'chat', 4, start)).not.toThrow();
  expect(() => refuseExtra(account, hold(), 4, start)).not.toThrow();
  expect(refundableAmount(spend, 6)).toBe(6);
  expect(() => refuseEnded({ ...live(1), expiresAt: minutes(1) }, start)).not.toThrow();
});
