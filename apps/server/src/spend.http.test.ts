import { randomUUID } from 'node:crypto';
import { createEngine } from '@scrip/api/server';
import { createScripClient, domainErrorOf } from '@scrip/client/trpc';
import { expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  await setFeatureCosts(database.db, { ai_text_chat: 10 });
  await database.db.feature.create({
    data: { key: 'ai_text_chat', name: 'Text chat', operationType: 'AI_TEXT_CHAT' },
  });
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

/** A new user with the 100 credits of a sign-up, who sends each call in a request of its own. */
async function signUp() {
  const user = await app.createUser();
  const token = await user.token();
  const spend = (idempotencyKey: string) =>
    createScripClient({ url: app.url, getToken: () => token }).credits.spend.mutate({
      featureKey: 'ai_text_chat',
      idempotencyKey,
    });
  const { creditBalance, ...row } = await database.db.user.findUniqueOrThrow({
    where: { id: (await createScripClient({ url: app.url, getToken: () => token }).users.me.query()).id },
    include: { creditBalance: true },
  });
  expect(creditBalance).toMatchObject({ creditsRemaining: 100 });
  return { userId: row.id, spend };
}

const balanceOf = (userId: string) => database.db.creditBalance.findUniqueOrThrow({ where: { userId } });

test('of 64 concurrent spends of 10 on a balance of 100 exactly 10 succeed and 54 say what is missing', async () => {
  const { userId, spend } = await signUp();
  const results = await Promise.allSettled(Array.from({ length: 64 }, () => spend(randomUUID())));

  const refusals = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
  expect(results.length - refusals.length).toBe(10);
  expect(refusals).toHaveLength(54);
  for (const refusal of refusals) {
    expect(refusal.data.httpStatus).toBe(402);
    expect(domainErrorOf(refusal)).toEqual({
      code: 'INSUFFICIENT_CREDITS',
      required: 10,
      available: expect.any(Number),
    });
  }
  expect(await balanceOf(userId)).toMatchObject({ creditsRemaining: 0, creditsHeld: 0, lastSeq: 11 });
  await expectLedgerHolds(database.db, userId);
});

test('one key sent 30 times at once charges once and answers 30 times with the same entry', async () => {
  const { userId, spend } = await signUp();
  const receipts = await Promise.all(Array.from({ length: 30 }, () => spend('one key')));
  expect(new Set(receipts.map(({ entry }) => entry.id)).size).toBe(1);
  expect(receipts.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await balanceOf(userId)).toMatchObject({ creditsRemaining: 90, lastSeq: 2 });
  await expectLedgerHolds(database.db, userId);
});

test('an overloaded engine answers 503 and says when to come again', async () => {
  const engine = createEngine({ db: database.db, maxQueued: 0 });
  const overloaded = await startTestApp(database.db, { engine });
  onTestFinished(() => overloaded.close());
  const user = await overloaded.createUser();
  const response = await overloaded.call('/trpc/credits.spend', {
    method: 'POST',
    token: await user.token(),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ featureKey: 'ai_text_chat', idempotencyKey: 'k' }),
  });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('1');
  expect(await response.json()).toMatchObject({ error: { data: { domain: { code: 'OVERLOADED' } } } });
});
