import { createAccount, expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();

describe('who may spend', () => {
  test('another user’s account looks as if it did not exist', async () => {
    const [owner, stranger] = [await createAccount(database.db), await createAccount(database.db)];
    const request = { userId: owner.userId, featureKey: 'ai_text_chat', idempotencyKey: 'k' };
    const refusal = spendCredits(stranger.own, request);
    await expect(refusal).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No such user.' });
    const missing = spendCredits(stranger.own, { ...request, userId: 'nobody' });
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No such user.' });
  });

  test('nobody without signing in', async () => {
    const account = await createAccount(database.db);
    const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'k' };
    const anonymous = spendCredits({ ...account.own, principal: null }, request);
    await expect(anonymous).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a deactivated account is refused, also on behalf of the system', async () => {
    const account = await createAccount(database.db, { isActive: false });
    const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'k' };
    await expect(spendCredits(account.system, request)).rejects.toMatchObject({ code: 'ACCOUNT_INACTIVE' });
    await expectLedgerHolds(database.db, account.userId);
  });

  test('a free feature writes an entry of 0 credits', async () => {
    await setFeatureCosts(database.db, { ai_text_chat: 0 });
    const account = await createAccount(database.db, { credits: 0 });
    const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'k' };
    const receipt = await spendCredits(account.own, request);
    await setFeatureCosts(database.db, {});
    expect(receipt.entry).toMatchObject({ creditsUsed: 0, balanceAfter: 0, seq: 1 });
  });
});
