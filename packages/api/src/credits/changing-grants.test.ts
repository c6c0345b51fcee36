import { describe, expect, test } from 'vitest';
import { moveExpiry } from './change-grant-expiry.ts';
import { extend } from './extend-hold.ts';
import { reduce } from './reduce-grant.ts';
import {
  accountOf,
  draftAt,
  grantOf,
  holdOf,
  minutes,
  scheduled,
  start,
} from './test-support/account-state.ts';

test('a hold lives that long from now, and never ends earlier than it would have', () => {
  const hold = holdOf('hold', [], { expiresAt: minutes(5) });
  const account = accountOf({ holds: [hold] });
  extend(account, hold, 120, minutes(1));
  expect(hold.expiresAt).toEqual(minutes(5));
  extend(account, hold, 300, minutes(1));
  expect(hold.expiresAt).toEqual(minutes(6));
});

describe('reducing a grant', () => {
  test('takes what was asked, or what is left, as an adjustment under a key of its own', () => {
    const grant = grantOf('live', 5);
    const account = accountOf({ grants: [grant] });
    const first = reduce(account, grant, 3, draftAt(start));
    expect(first.takenCredits).toBe(3);
    expect(reduce(account, grant, 3, draftAt(start)).takenCredits).toBe(2);
    const { entries, burns } = account.takeChanges();
    expect(entries).toMatchObject([
      {
        id: first.entryId,
        idempotencyKey: 'scrip:reduce:draft',
        kind: 'ADJUSTMENT',
        operationType: 'ADMIN_ADJUSTMENT',
        creditsUsed: 3,
        grantId: 'live',
      },
      { creditsUsed: 2 },
    ]);
    expect([...burns].map(({ grantId }) => grantId)).toEqual(['live', 'live']);
    expect(account.state.creditsRemaining).toBe(0);
  });

  test('takes nothing, and writes nothing, where nothing is left or the grant has ended', () => {
    const spent = grantOf('spent', 5, { remainingCredits: 0 });
    const ended = grantOf('ended', 5, { expiresAt: start });
    for (const grant of [spent, ended]) {
      const account = accountOf({ grants: [grant] });
      expect(reduce(account, grant, 3, draftAt(start))).toEqual({ takenCredits: 0, entryId: null });
      expect(account.takeChanges()).toMatchObject({ entries: [] });
    }
  });
});

describe('moving the expiry of a grant', () => {
  test('later or earlier lets it end then', () => {
    const grant = grantOf('live', 5, { expiresAt: minutes(5) });
    const account = accountOf({ grants: [grant] });
    for (const end of [minutes(9), minutes(2)]) {
      expect(moveExpiry(account, grant, end, minutes(1))).toBe(true);
      expect(account.nextDueAt).toEqual(end);
    }
  });

  test('into the past lets what is left expire now', () => {
    const grant = grantOf('live', 5);
    const account = accountOf({ grants: [grant] });
    expect(moveExpiry(account, grant, start, minutes(1))).toBe(true);
    expect(grant).toMatchObject({ expiresAt: minutes(1), remainingCredits: 0 });
    expect(account.takeChanges().entries).toMatchObject([{ kind: 'EXPIRY', timestamp: minutes(1) }]);
  });

  test('to before its start lets it end just after its start', () => {
    const grant = scheduled('later', 5);
    const account = accountOf({ grants: [grant] });
    expect(moveExpiry(account, grant, minutes(2), minutes(1))).toBe(true);
    expect(grant.expiresAt).toEqual(new Date(minutes(10).getTime() + 1));
  });

  test('brings nothing back of one that has ended', () => {
    const grant = grantOf('ended', 5, { remainingCredits: 0, expiresAt: minutes(1) });
    expect(moveExpiry(accountOf({ grants: [grant] }), grant, minutes(9), minutes(1))).toBe(false);
    expect(grant.expiresAt).toEqual(minutes(1));
  });
});
