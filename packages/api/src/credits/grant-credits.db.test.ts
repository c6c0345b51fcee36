import { createAccount, expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { grantCredits } from './grant-credits.ts';
import { MAX_CREDITS } from './schema.ts';

const database = useTestDatabase();

describe('granting credits', () => {
  test('concurrent grants all arrive', async () => {
    const account = await createAccount(database.db, { credits: 0 });
    await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        grantCredits(account.system, {
          userId: account.userId,
          amountCredits: 4,
          source: 'PURCHASE',
          idempotencyKey: `pack-${index}`,
        }),
      ),
    );
    const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId: account.userId } });
    expect(balance.creditsRemaining).toBe(100);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('a purchase delivered 30 times at once is granted once, as one grant', async () => {
    const account = await createAccount(database.db, { credits: 0 });
    const request = {
      userId: account.userId,
      amountCredits: 500,
      source: 'PURCHASE',
      idempotencyKey: 'invoice-1',
    } as const;
    await Promise.all(Array.from({ length: 30 }, () => grantCredits(account.system, request)));
    const grants = await database.db.creditGrant.findMany({ where: { userId: account.userId } });
    expect(grants).toMatchObject([{ source: 'PURCHASE', amountCredits: 500, remainingCredits: 500 }]);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('the same key with another amount is a conflict', async () => {
    const account = await createAccount(database.db, { credits: 0 });
    const request = { userId: account.userId, source: 'PROMOTION', idempotencyKey: 'spring' } as const;
    await grantCredits(account.system, { ...request, amountCredits: 10 });
    await expect(grantCredits(account.system, { ...request, amountCredits: 11 })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { fields: ['amountCredits'] },
    });
  });

  test('a balance never exceeds the largest integer of the database', async () => {
    const account = await createAccount(database.db, { credits: MAX_CREDITS - 5 });
    const request = { userId: account.userId, source: 'ADMIN', idempotencyKey: 'more' } as const;
    await expect(grantCredits(account.system, { ...request, amountCredits: 6 })).rejects.toMatchObject({
      code: 'BALANCE_OVERFLOW',
    });
    await expect(grantCredits(account.system, { ...request, amountCredits: 5 })).resolves.toBeDefined();
    await expectLedgerHolds(database.db, account.userId);
  });

  test.each([0, -5, 0.5, MAX_CREDITS + 1, Number.POSITIVE_INFINITY])(
    '%s credits are invalid input',
    async (amount) => {
      const account = await createAccount(database.db, { credits: 0 });
      const request = {
        userId: account.userId,
        amountCredits: amount,
        source: 'ADMIN',
        idempotencyKey: 'k',
      } as const;
      await expect(grantCredits(account.system, request)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  test('users never grant; an unknown user is not found', async () => {
    const account = await createAccount(database.db, { credits: 0 });
    const request = { amountCredits: 10, source: 'ADMIN', idempotencyKey: 'k' } as const;
    const own = grantCredits(account.own, { ...request, userId: account.userId });
    await expect(own).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const nobody = grantCredits(account.system, { ...request, userId: 'nobody' });
    await expect(nobody).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
