import {
  createAccount,
  expectLedgerHolds,
  setFeatureCosts,
  type TestAccount,
  useTestDatabase,
} from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { refundSpend } from './refund-spend.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();

async function spendImage(account: TestAccount, key = 'image') {
  const { entry } = await spendCredits(account.own, {
    userId: account.userId,
    featureKey: 'ai_image_generation',
    idempotencyKey: key,
  });
  return entry;
}

describe('law 6: refunds', () => {
  test('a refund returns the price paid then, not today’s', async () => {
    const account = await createAccount(database.db);
    const spend = await spendImage(account);
    await setFeatureCosts(database.db, { ai_image_generation: 50 });
    const { entry } = await refundSpend(account.system, {
      userId: account.userId,
      spendId: spend.id,
      idempotencyKey: 'refund',
    });
    await setFeatureCosts(database.db, {});
    expect(entry).toMatchObject({
      kind: 'REFUND',
      creditsUsed: -5,
      refundOfId: spend.id,
      featureKey: 'ai_image_generation',
      operationType: 'AI_IMAGE_GENERATION',
      balanceAfter: 100,
    });
    await expectLedgerHolds(database.db, account.userId);
  });

  test('of 30 concurrent full refunds with different keys exactly one succeeds', async () => {
    const account = await createAccount(database.db);
    const spend = await spendImage(account);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) =>
        refundSpend(account.system, {
          userId: account.userId,
          spendId: spend.id,
          idempotencyKey: `r${index}`,
        }),
      ),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(29);
    for (const reason of refused) {
      expect(reason).toMatchObject({ code: 'REFUND_EXCEEDS_SPEND', details: { refundable: 0 } });
    }
    await expectLedgerHolds(database.db, account.userId);
  });

  test('concurrent partial refunds never sum to more than the spend', async () => {
    const account = await createAccount(database.db);
    const spend = await spendImage(account);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        refundSpend(account.system, {
          userId: account.userId,
          spendId: spend.id,
          amountCredits: 2,
          idempotencyKey: `part-${index}`,
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(2);
    const rest = await refundSpend(account.system, {
      userId: account.userId,
      spendId: spend.id,
      idempotencyKey: 'rest',
    });
    expect(rest.entry.creditsUsed).toBe(-1);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('one key sent 20 times at once refunds once', async () => {
    const account = await createAccount(database.db);
    const spend = await spendImage(account);
    const request = { userId: account.userId, spendId: spend.id, idempotencyKey: 'refund' };
    const receipts = await Promise.all(
      Array.from({ length: 20 }, () => refundSpend(account.system, request)),
    );
    expect(receipts.filter((receipt) => !receipt.replayed)).toHaveLength(1);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('spends go on while their refunds race them', async () => {
    const account = await createAccount(database.db, { credits: 40 });
    await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const spend = await spendImage(account, `image-${index}`);
        const request = { userId: account.userId, spendId: spend.id, idempotencyKey: `refund-${index}` };
        await Promise.all([refundSpend(account.system, request), refundSpend(account.system, request)]);
      }),
    );
    const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId: account.userId } });
    expect(balance.creditsRemaining).toBe(40);
    await expectLedgerHolds(database.db, account.userId);
  });

  test.each([0, -1, 1.5, 2_147_483_648, Number.NaN])(
    'an amount of %s is invalid input',
    async (amountCredits) => {
      const account = await createAccount(database.db);
      const spend = await spendImage(account);
      const request = { userId: account.userId, spendId: spend.id, idempotencyKey: 'r', amountCredits };
      await expect(refundSpend(account.system, request)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  test('more than was spent is refused with what is left', async () => {
    const account = await createAccount(database.db);
    const spend = await spendImage(account);
    const request = { userId: account.userId, spendId: spend.id, idempotencyKey: 'r', amountCredits: 6 };
    await expect(refundSpend(account.system, request)).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS_SPEND',
      details: { requested: 6, refundable: 5 },
    });
    await expectLedgerHolds(database.db, account.userId);
  });

  test('a refund, a grant and another user’s spend are no spends to refund', async () => {
    const [owner, other] = [await createAccount(database.db), await createAccount(database.db)];
    const spend = await spendImage(owner);
    const refund = await refundSpend(owner.system, {
      userId: owner.userId,
      spendId: spend.id,
      idempotencyKey: 'r',
    });
    const grant = await database.db.usageHistory.findFirstOrThrow({
      where: { userId: owner.userId, kind: 'GRANT' },
    });
    for (const [userId, spendId] of [
      [owner.userId, refund.entry.id],
      [owner.userId, grant.id],
      [other.userId, spend.id],
    ] as const) {
      const attempt = refundSpend(owner.system, { userId, spendId, idempotencyKey: `x-${spendId}` });
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No such spend.' });
    }
  });

  test('users never refund themselves', async () => {
    const account = await createAccount(database.db);
    const spend = await spendImage(account);
    const request = { userId: account.userId, spendId: spend.id, idempotencyKey: 'r' };
    await expect(refundSpend(account.own, request)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
