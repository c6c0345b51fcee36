import { createAccount, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterEach, expect, test } from 'vitest';
import { captureHold } from './capture-hold.ts';
import { holdCredits } from './hold-credits.ts';

const database = useTestDatabase();
const featureKey = 'ai_text_chat';
const perThousand = (credits: number) => ({
  perUnit: { credits, units: 1000 },
  models: { small: { multiplierPercent: 50 }, large: { multiplierPercent: 400 } },
});

afterEach(() => setFeatureCosts(database.db, {}));

/** A hold of 2,000 tokens of the small model, made at two credits per 1,000; the price is another since. */
async function openHold(request: object = { quantity: 2000, model: 'small' }) {
  await setFeatureCosts(database.db, { [featureKey]: perThousand(2) });
  const { system, userId } = await createAccount(database.db);
  const { hold } = await holdCredits(system, { userId, featureKey, idempotencyKey: 'hold', ...request });
  await setFeatureCosts(database.db, { [featureKey]: perThousand(90) });
  const capture = (used: object) =>
    captureHold(system, { userId, holdId: hold.id, idempotencyKey: 'capture', ...used });
  return { system, userId, hold, capture };
}

test.each([
  ['as much as was held', {}, { creditsUsed: 2, quantity: 2000, model: 'small' }],
  ['less, of the same model', { quantity: 1000 }, { creditsUsed: 1, quantity: 1000, model: 'small' }],
  [
    'more, of another model',
    { quantity: 3000, model: 'large' },
    { creditsUsed: 24, quantity: 3000, model: 'large' },
  ],
  [
    'an amount, of which no quantity is known',
    { amountCredits: 5 },
    { creditsUsed: 5, quantity: null, model: 'small' },
  ],
])('%s is charged at the price that the hold was made at', async (_name, used, entry) => {
  const { hold, capture } = await openHold();
  expect(hold).toMatchObject({ amountCredits: 2, quantity: 2000, model: 'small' });
  expect((await capture(used)).entry).toMatchObject({ ...entry, balanceAfter: 100 - entry.creditsUsed });
});

test('a hold without a model is charged without one, or with that which was used', async () => {
  const plain = await openHold({ quantity: 2000 });
  expect((await plain.capture({ quantity: 1000 })).entry).toMatchObject({ creditsUsed: 2, model: null });
  const told = await openHold({ quantity: 2000 });
  expect((await told.capture({ quantity: 1000, model: 'large' })).entry).toMatchObject({
    creditsUsed: 8,
    model: 'large',
  });
});

test('a hold whose price is not known takes an amount only, and stays open until it has one', async () => {
  const { userId, hold, capture } = await openHold();
  await database.db.creditHold.update({
    where: { userId_id: { userId, id: hold.id } },
    data: { priceVersionId: null },
  });
  await expect(capture({ quantity: 10 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: 'quantity: The price of this hold is not known any more. Give an amount.',
  });
  expect((await capture({ amountCredits: 1 })).entry).toMatchObject({ creditsUsed: 1 });
});

test('a capture that comes again with another use is a conflict', async () => {
  const { capture } = await openHold();
  await capture({ quantity: 1000 });
  expect(await capture({ quantity: 1000 })).toMatchObject({ replayed: true, entry: { creditsUsed: 1 } });
  for (const other of [{}, { quantity: 1001 }, { amountCredits: 1 }]) {
    await expect(capture(other)).rejects.toMatchObject({ code: 'CONFLICT' });
  }
});
