import { createAccount, expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { grantCredits } from './grant-credits.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();

describe('law 1: one change, one entry', () => {
  test('a spend moves the balance by exactly its entry', async () => {
    const account = await createAccount(database.db, { credits: 100 });
    const { entry, replayed } = await spendCredits(account.own, {
      userId: account.userId,
      featureKey: 'ai_image_generation',
      idempotencyKey: 'a',
      details: { prompt: 'a paper mill' },
    });
    expect(replayed).toBe(false);
    expect(entry).toMatchObject({
      kind: 'SPEND',
      featureKey: 'ai_image_generation',
      operationType: 'AI_IMAGE_GENERATION',
      creditsUsed: 5,
      seq: 2,
      balanceAfter: 95,
      details: { prompt: 'a paper mill' },
      actorId: account.userId,
    });
    await expectLedgerHolds(database.db, account.userId);
  });

  test('the seed document’s deduction, run concurrently, loses nothing here', async () => {
    const account = await createAccount(database.db, { credits: 100 });
    const spends = Array.from({ length: 20 }, (_, index) =>
      spendCredits(account.own, {
        userId: account.userId,
        featureKey: 'ai_text_chat',
        idempotencyKey: `chat-${index}`,
      }),
    );
    await Promise.all(spends);
    const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId: account.userId } });
    expect(balance.creditsRemaining).toBe(80);
    await expectLedgerHolds(database.db, account.userId);
  });
});

describe('law 3: no overdraft', () => {
  test('of 64 concurrent spends of 10 on a balance of 100 exactly 10 succeed', async () => {
    await setFeatureCosts(database.db, { ai_image_generation: 10 });
    const account = await createAccount(database.db, { credits: 100 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 64 }, (_, index) =>
        spendCredits(account.own, {
          userId: account.userId,
          featureKey: 'ai_image_generation',
          idempotencyKey: `image-${index}`,
        }),
      ),
    );
    await setFeatureCosts(database.db, {});
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(54);
    for (const reason of refused) {
      expect(reason).toMatchObject({ code: 'INSUFFICIENT_CREDITS', details: { required: 10, available: 0 } });
    }
    await expectLedgerHolds(database.db, account.userId);
  });

  test('a refusal leaves no entry and does not use up its key', async () => {
    const account = await createAccount(database.db, { credits: 3 });
    const request = { userId: account.userId, featureKey: 'ai_image_generation', idempotencyKey: 'k' };
    await expect(spendCredits(account.own, request)).rejects.toMatchObject({
      code: 'INSUFFICIENT_CREDITS',
      message: 'Not enough credits: this needs 5, you have 3.',
    });
    expect(await database.db.usageHistory.count({ where: { userId: account.userId } })).toBe(1);

    await grantCredits(account.system, {
      userId: account.userId,
      amountCredits: 2,
      source: 'PURCHASE',
      idempotencyKey: 'top-up',
    });
    await expect(spendCredits(account.own, request)).resolves.toMatchObject({ replayed: false });
    await expectLedgerHolds(database.db, account.userId);
  });
});

describe('law 5: idempotent', () => {
  test('one key sent 30 times at once charges once, and every answer is the original', async () => {
    const account = await createAccount(database.db, { credits: 100 });
    const request = {
      userId: account.userId,
      featureKey: 'ai_text_chat',
      idempotencyKey: 'same',
      details: { a: 1, b: [2, 3] },
    };
    const receipts = await Promise.all(Array.from({ length: 30 }, () => spendCredits(account.own, request)));
    expect(receipts.filter((receipt) => !receipt.replayed)).toHaveLength(1);
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt.entry))).size).toBe(1);
    expect(receipts[0]?.entry.balanceAfter).toBe(99);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('a replay is answered although the credits are gone and the price has changed', async () => {
    const account = await createAccount(database.db, { credits: 1 });
    const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'once' };
    const first = await spendCredits(account.own, request);
    await setFeatureCosts(database.db, { ai_text_chat: 50 });
    const second = await spendCredits(account.own, request);
    await setFeatureCosts(database.db, {});
    expect(second).toEqual({ entry: first.entry, replayed: true });
  });

  test('a replay is answered although the feature has been archived', async () => {
    const account = await createAccount(database.db, { credits: 10 });
    const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'archived' };
    await spendCredits(account.own, request);
    await database.db.feature.update({ where: { key: 'ai_text_chat' }, data: { active: false } });
    const replay = spendCredits(account.own, request);
    const fresh = spendCredits(account.own, { ...request, idempotencyKey: 'other' });
    await Promise.allSettled([replay, fresh]);
    await database.db.feature.update({ where: { key: 'ai_text_chat' }, data: { active: true } });
    await expect(replay).resolves.toMatchObject({ replayed: true });
    await expect(fresh).rejects.toMatchObject({ code: 'UNKNOWN_FEATURE' });
  });

  test('a key used for another request is a conflict that names the fields', async () => {
    const account = await createAccount(database.db, { credits: 100 });
    const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'reused' };
    await spendCredits(account.own, request);
    const other = { ...request, featureKey: 'ai_image_generation', details: { prompt: 'x' } };
    await expect(spendCredits(account.own, other)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { fields: ['details', 'featureKey'] },
    });
    await expectLedgerHolds(database.db, account.userId);
  });

  test('keys are unique per user: two users may use the same', async () => {
    const [one, two] = [await createAccount(database.db), await createAccount(database.db)];
    for (const account of [one, two]) {
      const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'shared' };
      await expect(spendCredits(account.own, request)).resolves.toMatchObject({ replayed: false });
    }
  });
});

describe('law 10: failed means untouched', () => {
  test.each([
    ['a missing key', { idempotencyKey: undefined }],
    ['an empty key', { idempotencyKey: '' }],
    ['a key of 256 characters', { idempotencyKey: 'k'.repeat(256) }],
    ['a key with a control character', { idempotencyKey: 'a\nb' }],
    ['a key with half a character', { idempotencyKey: 'a\ud800' }],
    ['details over 16 kB', { details: { text: 'x'.repeat(16_385) } }],
    ['details nested too deep', { details: { a: { a: { a: { a: { a: { a: { a: { a: {} } } } } } } } } }],
    ['details with U+0000', { details: { text: 'a\0b' } }],
    ['an unknown field', { amountCredits: 1 }],
  ])('%s is refused as invalid input and leaves nothing', async (_name, flaw) => {
    const account = await createAccount(database.db);
    const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'k', ...flaw };
    // The types forbid these requests; callers without types send them all the same.
    await expect(spendCredits(account.own, request as never)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await database.db.usageHistory.count({ where: { userId: account.userId } })).toBe(1);
  });

  test('an unknown feature is refused by name', async () => {
    const account = await createAccount(database.db);
    const request = { userId: account.userId, featureKey: 'ai_text_chatt', idempotencyKey: 'k' };
    await expect(spendCredits(account.own, request)).rejects.toMatchObject({
      code: 'UNKNOWN_FEATURE',
      details: { featureKey: 'ai_text_chatt' },
    });
  });

  test('a spend in a transaction that fails later never happened', async () => {
    const account = await createAccount(database.db);
    const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: 'rolled-back' };
    const failing = database.db.$transaction(async (tx) => {
      await spendCredits({ ...account.own, db: tx }, request);
      throw new Error('the rest of the work failed');
    });
    await expect(failing).rejects.toThrow('the rest of the work failed');
    await expectLedgerHolds(database.db, account.userId);
    await expect(spendCredits(account.own, request)).resolves.toMatchObject({ replayed: false });
  });
});
