import { createAccount, expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { adjustBalance } from './adjust-balance.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();

async function adminAndUser(credits = 100) {
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const user = await createAccount(database.db, { credits });
  return { admin, user, base: { userId: user.userId, reason: 'Support case 7', idempotencyKey: 'adjust' } };
}

function auditsOf(userId: string) {
  return database.db.auditLog.findMany({ where: { targetId: userId } });
}

describe('adjusting a balance', () => {
  test('a difference is booked with its sign, its reason and its admin, and audited', async () => {
    const { admin, user, base } = await adminAndUser();
    const { entry } = await adjustBalance(admin.own, { ...base, mode: 'delta', deltaCredits: -30 });
    expect(entry).toMatchObject({
      kind: 'ADJUSTMENT',
      operationType: 'ADMIN_ADJUSTMENT',
      creditsUsed: 30,
      balanceAfter: 70,
      actorId: admin.userId,
      details: { reason: 'Support case 7' },
    });
    expect(await auditsOf(user.userId)).toMatchObject([
      {
        userId: admin.userId,
        action: 'credits.adjust',
        reason: 'Support case 7',
        before: { creditsRemaining: 100 },
        after: { creditsRemaining: 70, entryId: entry.id },
      },
    ]);
    await expectLedgerHolds(database.db, user.userId);
  });

  test('credits that an adjustment adds are a grant like any other', async () => {
    const { admin, user, base } = await adminAndUser(0);
    await adjustBalance(admin.own, { ...base, mode: 'absolute', creditsRemaining: 40 });
    const grants = await database.db.creditGrant.findMany({ where: { userId: user.userId } });
    expect(grants).toMatchObject([{ source: 'ADMIN', amountCredits: 40 }]);
    await expectLedgerHolds(database.db, user.userId);
  });

  test('an absolute value is reached from whatever the balance is under lock', async () => {
    const { admin, user, base } = await adminAndUser();
    const spends = Array.from({ length: 20 }, (_, index) =>
      spendCredits(user.own, {
        userId: user.userId,
        featureKey: 'ai_text_chat',
        idempotencyKey: `chat-${index}`,
      }),
    );
    const adjusting = adjustBalance(admin.own, { ...base, mode: 'absolute', creditsRemaining: 500 });
    await Promise.all([adjusting, ...spends]);
    const { entry } = await adjusting;
    expect(entry.balanceAfter).toBe(500);
    await expectLedgerHolds(database.db, user.userId);
  });

  test('an absolute value is refused if the balance moved since the admin looked', async () => {
    const { admin, user, base } = await adminAndUser();
    const request = { ...base, mode: 'absolute', creditsRemaining: 50 } as const;
    await expect(
      adjustBalance(admin.own, { ...request, expectedCreditsRemaining: 99 }),
    ).rejects.toMatchObject({ code: 'BALANCE_MOVED', details: { expected: 99, actual: 100 } });
    expect(await auditsOf(user.userId)).toEqual([]);
    await adjustBalance(admin.own, { ...request, expectedCreditsRemaining: 100 });
    await expectLedgerHolds(database.db, user.userId);
  });

  test('concurrent differences are all kept, and audited once each', async () => {
    const { admin, user, base } = await adminAndUser();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        adjustBalance(admin.own, { ...base, idempotencyKey: `a${index}`, mode: 'delta', deltaCredits: 5 }),
      ),
    );
    const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId: user.userId } });
    expect(balance.creditsRemaining).toBe(200);
    expect(await auditsOf(user.userId)).toHaveLength(20);
    await expectLedgerHolds(database.db, user.userId);
  });

  test('one key sent 20 times at once adjusts and audits once', async () => {
    const { admin, user, base } = await adminAndUser();
    const request = { ...base, mode: 'delta', deltaCredits: 5 } as const;
    const receipts = await Promise.all(Array.from({ length: 20 }, () => adjustBalance(admin.own, request)));
    expect(receipts.filter((receipt) => !receipt.replayed)).toHaveLength(1);
    expect(await auditsOf(user.userId)).toHaveLength(1);
    await expectLedgerHolds(database.db, user.userId);
  });

  test('taking more than is there is refused and leaves nothing', async () => {
    const { admin, user, base } = await adminAndUser(10);
    const taking = adjustBalance(admin.own, { ...base, mode: 'delta', deltaCredits: -11 });
    await expect(taking).rejects.toMatchObject({
      code: 'INSUFFICIENT_CREDITS',
      details: { required: 11, available: 10 },
    });
    expect(await auditsOf(user.userId)).toEqual([]);
    await expectLedgerHolds(database.db, user.userId);
  });

  test.each([
    ['no reason', { mode: 'delta', deltaCredits: 1, reason: '  ' }],
    ['a difference of 0', { mode: 'delta', deltaCredits: 0 }],
    ['a fraction', { mode: 'delta', deltaCredits: 0.5 }],
    ['a negative value', { mode: 'absolute', creditsRemaining: -1 }],
    ['the value that it has', { mode: 'absolute', creditsRemaining: 100 }],
    ['neither mode', { mode: 'relative' }],
  ])('%s is invalid input', async (_name, flaw) => {
    const { admin, user, base } = await adminAndUser();
    // The types forbid these requests; callers without types send them all the same.
    const request = { ...base, ...flaw } as never;
    await expect(adjustBalance(admin.own, request)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expectLedgerHolds(database.db, user.userId);
  });

  test('a user may not, nor may the system without an admin', async () => {
    const { user, base } = await adminAndUser();
    const request = { ...base, mode: 'delta', deltaCredits: 1 } as const;
    await expect(adjustBalance(user.own, request)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(adjustBalance(user.system, request)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const anonymous = adjustBalance({ ...user.own, principal: null }, request);
    await expect(anonymous).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
