import { createAccount, expectLedgerHolds, systemContext, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { grantCredits } from './grant-credits.ts';
import { spendCredits } from './spend-credits.ts';
import { expectSomeoneWaitsFor } from './test-support/races.ts';

const database = useTestDatabase();

test('law 11: a spend that waited for a top-up is paid from it', async () => {
  const account = await createAccount(database.db, { credits: 1 });
  const { userId } = account;
  const spending = await database.db.$transaction(async (tx) => {
    const ctx = { ...systemContext(database.db), db: tx };
    await grantCredits(ctx, { userId, amountCredits: 50, source: 'PURCHASE', idempotencyKey: 'pack' });
    const request = { userId, featureKey: 'ai_image_generation', idempotencyKey: 'image' };
    // A promise is not awaited on the way out of an array.
    const started = [spendCredits(account.own, request)];
    await expectSomeoneWaitsFor(database.db, tx);
    return started;
  });
  await expect(spending[0]).resolves.toMatchObject({ entry: { creditsUsed: 5, balanceAfter: 46 } });
  await expectLedgerHolds(database.db, userId);
});

test('law 11: a spend that waited for another one is refused when that one took the credits', async () => {
  const account = await createAccount(database.db, { credits: 5 });
  const { userId } = account;
  const request = { userId, featureKey: 'ai_image_generation' };
  const spending = await database.db.$transaction(async (tx) => {
    await spendCredits({ ...account.own, db: tx }, { ...request, idempotencyKey: 'first' });
    // Settled here: the refusal may come before anybody else looks at it.
    const started = [
      Promise.allSettled([spendCredits(account.own, { ...request, idempotencyKey: 'second' })]),
    ];
    await expectSomeoneWaitsFor(database.db, tx);
    return started;
  });
  expect(await spending[0]).toMatchObject([
    { reason: { code: 'INSUFFICIENT_CREDITS', details: { required: 5, available: 0 } } },
  ]);
  await expectLedgerHolds(database.db, userId);
});

test('law 11: a key that was committed while its twin waited is a replay, not a second charge', async () => {
  const account = await createAccount(database.db, { credits: 100 });
  const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'twin' };
  const spending = await database.db.$transaction(async (tx) => {
    await spendCredits({ ...account.own, db: tx }, request);
    const started = [spendCredits(account.own, request)];
    await expectSomeoneWaitsFor(database.db, tx);
    return started;
  });
  await expect(spending[0]).resolves.toMatchObject({ replayed: true, entry: { balanceAfter: 99 } });
  await expectLedgerHolds(database.db, account.userId);
});

test('law 11: a spend that waited for a transaction that failed finds the balance untouched', async () => {
  const account = await createAccount(database.db, { credits: 5 });
  const { userId } = account;
  const request = { userId, featureKey: 'ai_image_generation' };
  let started: Promise<unknown>[] = [];
  const failing = database.db.$transaction(async (tx) => {
    await spendCredits({ ...account.own, db: tx }, { ...request, idempotencyKey: 'lost' });
    started = [spendCredits(account.own, { ...request, idempotencyKey: 'kept' })];
    await expectSomeoneWaitsFor(database.db, tx);
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  await expect(started[0]).resolves.toMatchObject({ entry: { balanceAfter: 0 } });
  await expectLedgerHolds(database.db, userId);
});
