import { createAccount, expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { quoteSpend } from './quote-spend.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();
const featureKey = 'ai_text_chat';
const price = { perUnit: { credits: 3, units: 1000 } };
const minuteMs = 60_000;

afterEach(() => setFeatureCosts(database.db, {}));

/** An account whose clock the test sets, in milliseconds after the start. */
async function open() {
  await setFeatureCosts(database.db, { [featureKey]: price });
  const clock = { ms: 0 };
  const start = Date.UTC(2026, 10, 1);
  const account = await createAccount(database.db, { now: () => new Date(start + clock.ms) });
  const use = { userId: account.userId, featureKey, quantity: 2000 };
  return { account, clock, start, use };
}

describe('a quote', () => {
  test('tells the cost, promises it for ten minutes, and sets nothing aside', async () => {
    const { account, start, use } = await open();
    const quote = await quoteSpend(account.own, use);
    expect(quote).toEqual({
      quoteId: expect.any(String),
      costCredits: 6,
      priceVersionId: expect.any(String),
      expiresAt: new Date(start + 10 * minuteMs),
    });
    const { entry } = await spendCredits(account.own, {
      ...use,
      idempotencyKey: 'k',
      quoteId: quote.quoteId,
    });
    expect(entry).toMatchObject({ creditsUsed: 6, balanceAfter: 94, priceVersionId: quote.priceVersionId });
    await expectLedgerHolds(database.db, account.userId);
  });

  test('holds until its last millisecond although the price has changed, and names the version quoted', async () => {
    const { account, clock, use } = await open();
    const quote = await quoteSpend(account.own, use);
    await setFeatureCosts(database.db, { [featureKey]: 50 });
    clock.ms = 10 * minuteMs - 1;
    const quoted = await spendCredits(account.own, { ...use, idempotencyKey: 'a', quoteId: quote.quoteId });
    const plain = await spendCredits(account.own, { ...use, idempotencyKey: 'b' });
    expect(quoted.entry).toMatchObject({ creditsUsed: 6, priceVersionId: quote.priceVersionId });
    expect(plain.entry.creditsUsed).toBe(50);
    expect(plain.entry.priceVersionId).not.toBe(quote.priceVersionId);
  });

  test('has expired from that instant on; a spend made with it is still answered', async () => {
    const { account, clock, start, use } = await open();
    const { quoteId } = await quoteSpend(account.own, { ...use, ttlSeconds: 60 });
    const made = await spendCredits(account.own, { ...use, idempotencyKey: 'made', quoteId });
    clock.ms = minuteMs;
    await expect(
      spendCredits(account.own, { ...use, idempotencyKey: 'late', quoteId }),
    ).rejects.toMatchObject({
      code: 'QUOTE_EXPIRED',
      details: { expiresAt: new Date(start + minuteMs).toISOString() },
    });
    const replay = await spendCredits(account.own, { ...use, idempotencyKey: 'made', quoteId });
    expect(replay).toEqual({ entry: made.entry, replayed: true });
  });

  test('does not cover what the balance does not', async () => {
    const { account, use } = await open();
    const big = { ...use, quantity: 100_000 };
    const { quoteId, costCredits } = await quoteSpend(account.own, big);
    expect(costCredits).toBe(300);
    await expect(spendCredits(account.own, { ...big, idempotencyKey: 'k', quoteId })).rejects.toMatchObject({
      code: 'INSUFFICIENT_CREDITS',
      details: { required: 300, available: 100 },
    });
  });

  test.each([
    ['quantity', { quantity: 2001 }, 'quantity: The quote is for 2000, not for 2001.'],
    ['quantity, left out', { quantity: undefined }, 'quantity: The quote is for 2000, not for none.'],
    ['model', { model: 'gpt-x' }, 'model: The quote is for none, not for gpt-x.'],
    ['feature', { featureKey: 'ai_image_generation' }, 'featureKey: The quote is for ai_text_chat'],
  ])('is for one use only: another %s is refused', async (_name, change, message) => {
    const { account, use } = await open();
    const { quoteId } = await quoteSpend(account.own, use);
    const other = spendCredits(account.own, { ...use, ...change, idempotencyKey: 'k', quoteId });
    await expect(other).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
    expect(await database.db.usageHistory.count({ where: { userId: account.userId } })).toBe(1);
  });

  test('of another user looks as if it did not exist', async () => {
    const [owner, stranger] = [await open(), await open()];
    const { quoteId } = await quoteSpend(owner.account.own, owner.use);
    const stolen = spendCredits(stranger.account.own, { ...stranger.use, idempotencyKey: 'k', quoteId });
    await expect(stolen).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No such quote.' });
  });

  test('is worth nothing once the feature is archived', async () => {
    const { account, use } = await open();
    const { quoteId } = await quoteSpend(account.own, use);
    await database.db.feature.update({ where: { key: featureKey }, data: { active: false } });
    const spend = spendCredits(account.own, { ...use, idempotencyKey: 'k', quoteId });
    await expect(spend).rejects.toMatchObject({ code: 'UNKNOWN_FEATURE' });
    await database.db.feature.update({ where: { key: featureKey }, data: { active: true } });
  });
});

describe('the same key with a quote', () => {
  test('sent 20 times at once by two processes while the price changes charges once, at the quoted cost', async () => {
    const { account, use } = await open();
    const { quoteId } = await quoteSpend(account.own, use);
    const engines = [createEngine({ db: database.db }), createEngine({ db: database.db })];
    onTestFinished(async () => void (await Promise.all(engines.map((engine) => engine.close()))));
    const request = { ...use, idempotencyKey: 'same', quoteId };
    const sent = Array.from({ length: 20 }, (_, index) =>
      spendCredits({ ...account.own, engine: engines[index % 2] }, request),
    );
    await setFeatureCosts(database.db, { [featureKey]: 50 });
    const receipts = await Promise.all(sent);
    expect(receipts.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(receipts.map(({ entry }) => `${entry.id}/${entry.creditsUsed}`)).size).toBe(1);
    expect(receipts[0]?.entry.creditsUsed).toBe(6);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('and without it is a conflict', async () => {
    const { account, use } = await open();
    const { quoteId } = await quoteSpend(account.own, use);
    await spendCredits(account.own, { ...use, idempotencyKey: 'k', quoteId });
    await expect(spendCredits(account.own, { ...use, idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { fields: ['quoteId'] },
    });
  });
});

describe('what cannot be quoted', () => {
  test.each([
    ['a use without its quantity', { quantity: undefined }, 'INVALID_INPUT'],
    ['a quantity of 0', { quantity: 0 }, 'INVALID_INPUT'],
    ['no time at all', { ttlSeconds: 0 }, 'INVALID_INPUT'],
    ['more than a day', { ttlSeconds: 86_401 }, 'INVALID_INPUT'],
    ['an unknown feature', { featureKey: 'chatt' }, 'UNKNOWN_FEATURE'],
  ])('%s', async (_name, flaw, code) => {
    const { account, use } = await open();
    await expect(quoteSpend(account.own, { ...use, ...flaw })).rejects.toMatchObject({ code });
    expect(await database.db.priceQuote.count({ where: { userId: account.userId } })).toBe(0);
  });

  test('another user’s use, and that of nobody', async () => {
    const [owner, stranger] = [await open(), await open()];
    await expect(quoteSpend(stranger.account.own, owner.use)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const nobody = quoteSpend(owner.account.system, { ...owner.use, userId: 'nobody' });
    await expect(nobody).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No such user.' });
  });
});
