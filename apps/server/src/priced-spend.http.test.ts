import { createScripClient, domainErrorOf } from '@scrip/client/trpc';
import { expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
const featureKey = 'ai_text_chat';
let app: TestApp;
beforeAll(async () => {
  await setFeatureCosts(database.db, { [featureKey]: { perUnit: { credits: 3, units: 1000 } } });
  await database.db.feature.create({
    data: { key: featureKey, name: 'Text chat', operationType: 'AI_TEXT_CHAT', unit: 'token' },
  });
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

async function signUp() {
  const token = await (await app.createUser()).token();
  const { credits, users } = createScripClient({ url: app.url, getToken: () => token });
  const { id: userId } = await users.me.query();
  return { userId, credits };
}

test('a quote is redeemed over HTTP, by the one it was made for', async () => {
  const [owner, stranger] = [await signUp(), await signUp()];
  const quote = await owner.credits.quote.mutate({ featureKey, quantity: 2500 });
  expect(quote.costCredits).toBe(8);
  const request = { featureKey, quantity: 2500, quoteId: quote.quoteId, idempotencyKey: 'k' };
  const refusal = await stranger.credits.spend
    .mutate(request)
    .catch((error: unknown) => domainErrorOf(error));
  expect(refusal).toEqual({ code: 'NOT_FOUND' });
  const { entry } = await owner.credits.spend.mutate(request);
  expect(entry).toMatchObject({ creditsUsed: 8, quantity: 2500, priceVersionId: quote.priceVersionId });
  await expectLedgerHolds(database.db, owner.userId);
});

test('many spends answer each for itself, always for the caller’s own account', async () => {
  const { userId, credits } = await signUp();
  const { outcomes, refused } = await credits.spendMany.mutate({
    spends: [
      { featureKey, quantity: 1, idempotencyKey: 'a' },
      { featureKey, idempotencyKey: 'b' },
      { featureKey, quantity: 40_000, idempotencyKey: 'c' },
    ],
  });
  expect(refused).toBeNull();
  expect(outcomes).toMatchObject([
    { ok: true, entry: { userId, creditsUsed: 1 } },
    { ok: false, error: { code: 'INVALID_INPUT', issues: [{ path: 'quantity' }] } },
    { ok: false, error: { code: 'INSUFFICIENT_CREDITS', required: 120, available: 99 } },
  ]);
  const other = { featureKey, quantity: 1, idempotencyKey: 'd', userId: 'someone' };
  await expect(credits.spendMany.mutate({ spends: [other] })).rejects.toThrow('Unrecognized key: "userId"');
  await expectLedgerHolds(database.db, userId);
});
