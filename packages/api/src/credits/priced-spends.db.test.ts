import { createAccount, expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { refundSpend } from './refund-spend.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();
const featureKey = 'ai_text_chat';
const price = { perUnit: { credits: 3, units: 1000 }, models: { 'gpt-x': { multiplierPercent: 250 } } };

afterEach(() => setFeatureCosts(database.db, {}));

async function open(featureCosts: Record<string, unknown> = { [featureKey]: price }, credits = 100) {
  await setFeatureCosts(database.db, featureCosts);
  const account = await createAccount(database.db, { credits });
  const spend = (request: object, ctx = account.own) =>
    // Callers without types send anything.
    spendCredits(ctx, { userId: account.userId, featureKey, idempotencyKey: 'k', ...request } as never);
  return { account, spend };
}

describe('a price by quantity', () => {
  test('charges the units, rounded up once, and keeps quantity, model and version with the entry', async () => {
    const { account, spend } = await open();
    const { entry } = await spend({ quantity: 1001, model: 'gpt-x' });
    expect(entry).toMatchObject({ creditsUsed: 8, balanceAfter: 92, quantity: 1001, model: 'gpt-x' });
    const version = await database.db.priceVersion.findUniqueOrThrow({
      where: { id: entry.priceVersionId ?? '' },
    });
    expect(version).toMatchObject({ featureKey, price });
    const row = await database.db.usageHistory.findFirst({ where: { userId: account.userId, id: entry.id } });
    expect(row).toMatchObject({ quantity: 1001, model: 'gpt-x', priceVersionId: version.id });
    await expectLedgerHolds(database.db, account.userId);
  });

  test('is refused when the balance does not cover the units', async () => {
    const { spend } = await open({ [featureKey]: price }, 2);
    await expect(spend({ quantity: 1000 })).rejects.toMatchObject({
      code: 'INSUFFICIENT_CREDITS',
      details: { required: 3, available: 2 },
    });
  });

  test('is refunded at the price paid, whatever it is now', async () => {
    const { account, spend } = await open();
    const { entry } = await spend({ quantity: 2000 });
    await setFeatureCosts(database.db, { [featureKey]: 50 });
    const refund = { userId: account.userId, spendId: entry.id, idempotencyKey: 'r' };
    expect((await refundSpend(account.system, refund)).entry).toMatchObject({
      creditsUsed: -6,
      balanceAfter: 100,
    });
  });

  test.each([
    ['no quantity', {}, 'quantity: This feature is priced by quantity'],
    ['a quantity of 0', { quantity: 0 }, 'quantity: A quantity is at least 1 unit.'],
    ['a negative quantity', { quantity: -1 }, 'quantity: A quantity is at least 1 unit.'],
    ['a fractional quantity', { quantity: 1.5 }, 'quantity: A quantity is a whole number of units.'],
    ['a huge quantity', { quantity: 2_147_483_648 }, 'quantity: A quantity is at most 2147483647 units.'],
    ['an infinite quantity', { quantity: Number.POSITIVE_INFINITY }, 'quantity: '],
    ['a quantity in words', { quantity: '5' }, 'quantity: '],
    ['an empty model', { quantity: 1, model: '' }, 'model: A model name must not be empty.'],
    ['a model with U+0000', { quantity: 1, model: 'a\0' }, 'model: A model name must not contain control'],
    [
      'a model of 101 characters',
      { quantity: 1, model: 'm'.repeat(101) },
      'model: A model name has at most 100',
    ],
    ['a quote that is no id', { quantity: 1, quoteId: 'x' }, 'quoteId: This is not the id of a quote.'],
  ])('refuses %s and leaves nothing', async (_name, flaw, message) => {
    const { account, spend } = await open();
    await expect(spend(flaw)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
    expect(await database.db.usageHistory.count({ where: { userId: account.userId } })).toBe(1);
  });

  test('refuses a cost beyond the largest balance, instead of wrapping it', async () => {
    const { spend } = await open({ [featureKey]: { perUnit: { credits: 2, units: 1 } } });
    await expect(spend({ quantity: 2_147_483_647 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'quantity: 2147483647 units cost 4294967294 credits; one spend takes at most 2147483647.',
    });
  });

  test('refuses a model that it does not name', async () => {
    const { spend } = await open();
    await expect(spend({ quantity: 1, model: 'gpt-y' })).rejects.toMatchObject({
      code: 'UNKNOWN_MODEL',
      details: { model: 'gpt-y', known: ['gpt-x'] },
    });
  });
});

test('a flat price looks at neither quantity nor model; the entry keeps both', async () => {
  const { spend } = await open({ [featureKey]: { flat: 4 } });
  expect((await spend({ quantity: 90, model: 'any' })).entry).toMatchObject({
    creditsUsed: 4,
    quantity: 90,
    model: 'any',
  });
});

describe('the same key', () => {
  test.each([
    ['dearer', { [featureKey]: 90 }],
    ['flat', { [featureKey]: 1 }],
    [
      'by quantity, in models that no longer have this one',
      { [featureKey]: { ...price, models: { other: { multiplierPercent: 1 } } } },
    ],
    ['beyond any balance', { [featureKey]: { perUnit: { credits: 2_147_483_647, units: 1 } } }],
  ])('answers with the original entry although the price is now %s', async (_name, later) => {
    const { spend } = await open();
    const first = await spend({ quantity: 1000, model: 'gpt-x' });
    await setFeatureCosts(database.db, later);
    expect(await spend({ quantity: 1000, model: 'gpt-x' })).toEqual({ entry: first.entry, replayed: true });
  });

  test('answers although the price now wants a quantity that the request does not have', async () => {
    const { spend } = await open({ [featureKey]: 1 });
    const first = await spend({});
    await setFeatureCosts(database.db, { [featureKey]: price });
    expect(await spend({})).toEqual({ entry: first.entry, replayed: true });
  });

  test('with another quantity or model is a conflict that names them', async () => {
    const { spend } = await open();
    await spend({ quantity: 1000, model: 'gpt-x' });
    await expect(spend({ quantity: 1001 })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { fields: ['model', 'quantity'] },
    });
  });
});
