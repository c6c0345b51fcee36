import { grantCredits, holdCredits, setSpendCaps } from '@scrip/api/server';
import { createScripClient, domainErrorOf } from '@scrip/client/trpc';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  await database.db.feature.create({
    data: { key: 'ai_text_chat', name: 'Text chat', operationType: 'AI_TEXT_CHAT' },
  });
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

/** A user with a spend, a hold of 30, a cap and two grants. */
async function signUp() {
  const token = await (await app.createUser()).token();
  const { credits, users } = createScripClient({ url: app.url, getToken: () => token });
  const { id: userId } = await users.me.query();
  const system = systemContext(database.db);
  await grantCredits(system, { userId, amountCredits: 50, source: 'PURCHASE', idempotencyKey: 'pack' });
  const { entry } = await credits.spend.mutate({ featureKey: 'ai_text_chat', idempotencyKey: 'spend' });
  await holdCredits(system, {
    userId,
    featureKey: 'ai_text_chat',
    amountCredits: 30,
    idempotencyKey: 'hold',
  });
  const caps = [{ period: 'DAY', limitCredits: 40 } as const];
  await setSpendCaps(system, { userId, caps, reason: 'A test' });
  return { userId, credits, entry };
}

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => domainErrorOf(error)?.code,
  );

describe('a user reads their own account over HTTP', () => {
  test('grants, what they paid for, and what paid for an entry', async () => {
    const { credits, entry } = await signUp();
    const grants = await credits.grants.query();
    expect(grants).toMatchObject([
      { amountCredits: 100, remainingCredits: 69, state: 'ACTIVE' },
      { amountCredits: 50, remainingCredits: 50, source: 'PURCHASE' },
    ]);
    const grantId = grants[0]?.id ?? '';
    expect(await credits.payments.query({ id: entry.id })).toMatchObject([{ grantId, credits: 1 }]);
    const { items } = await credits.paidEntries.query({ grantId });
    expect(items).toMatchObject([{ entry: { id: entry.id }, credits: 1 }]);
  });

  test('holds and limits', async () => {
    const { credits, userId } = await signUp();
    const { items } = await credits.holds.query({ status: 'OPEN' });
    expect(items).toMatchObject([{ userId, amountCredits: 30, status: 'OPEN' }]);
    expect(await credits.limits.query()).toMatchObject({
      overdraftCredits: 0,
      caps: [{ period: 'DAY', featureKey: null, limitCredits: 40, usedCredits: 31 }],
    });
    const spends = Array.from({ length: 10 }, (_, nth) =>
      credits.spend.mutate({ featureKey: 'ai_text_chat', idempotencyKey: `cap ${nth}` }),
    );
    const last = (await Promise.allSettled(spends)).find(({ status }) => status === 'rejected');
    expect(domainErrorOf(last?.status === 'rejected' && last.reason)).toMatchObject({
      code: 'SPEND_CAP_REACHED',
      limit: 40,
      used: 40,
      featureKey: null,
    });
  });

  test('the balance of an instant, and the statement of a period', async () => {
    const { credits, entry } = await signUp();
    const at = entry.timestamp;
    expect(await credits.balanceAt.query({ at })).toMatchObject({ at, creditsOwned: 149, seq: entry.seq });
    const dayMs = 86_400_000;
    const period = {
      from: new Date(Date.parse(at) - dayMs).toISOString(),
      to: new Date(Date.parse(at) + dayMs).toISOString(),
    };
    expect(await credits.statement.query(period)).toMatchObject({
      openingCredits: 0,
      movements: [
        { kind: 'SPEND', entries: 1, credits: -1 },
        { kind: 'GRANT', entries: 2, credits: 150 },
      ],
      closingCredits: 149,
    });
    expect(await refusalOf(credits.statement.query({ from: period.to, to: period.from }))).toBe(
      'INVALID_INPUT',
    );
    expect(await refusalOf(credits.balanceAt.query({ at: period.to }))).toBe('INVALID_INPUT');
  });
});

test('another user’s grants and entries look as if they did not exist', async () => {
  const [owner, stranger] = [await signUp(), await signUp()];
  const [grant] = await owner.credits.grants.query();
  const { credits } = stranger;
  expect(await refusalOf(credits.payments.query({ id: owner.entry.id }))).toBe('NOT_FOUND');
  expect(await refusalOf(credits.entry.query({ id: owner.entry.id }))).toBe('NOT_FOUND');
  expect(await refusalOf(credits.paidEntries.query({ grantId: grant?.id ?? '' }))).toBe('NOT_FOUND');
  expect(await refusalOf(credits.payments.query({ id: 'a\0b' }))).toBe('INVALID_INPUT');
  // No input of a user's own reads names a user.
  const named = { id: owner.entry.id, userId: owner.userId };
  expect(await refusalOf(credits.payments.query(named))).toBe('INVALID_INPUT');
  expect((await credits.holds.query({})).items.map(({ userId }) => userId)).toEqual([stranger.userId]);
});

test('nobody reads an account without signing in', async () => {
  const { credits } = createScripClient({ url: app.url, getToken: () => null });
  const calls = [
    credits.grants.query(),
    credits.payments.query({ id: 'x' }),
    credits.paidEntries.query({ grantId: 'x' }),
    credits.holds.query({}),
    credits.limits.query(),
    credits.balanceAt.query({ at: new Date().toISOString() }),
    credits.statement.query({ from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }),
  ];
  for (const call of calls) expect(await refusalOf(call)).toBe('UNAUTHENTICATED');
});
