import { createAccount, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateApiKey } from '../api-keys/service.ts';
import { contextOfKey, createKeyAsAdmin } from '../api-keys/test-support.ts';
import { createEngine, type Engine } from '../engine.ts';
import { captureHold } from './capture-hold.ts';
import { holdCredits } from './hold-credits.ts';
import { refundSpend } from './refund-spend.ts';
import { releaseHold } from './release-hold.ts';
import { spendCredits } from './spend-credits.ts';
import { spendMany } from './spend-many.ts';

const database = useTestDatabase();
let engines: Engine[];
beforeAll(async () => {
  await setFeatureCosts(database.db, { ai_text_chat: 3 });
  engines = [createEngine({ db: database.db }), createEngine({ db: database.db })];
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const use = (userId: string, idempotencyKey: string) => ({
  userId,
  featureKey: 'ai_text_chat',
  idempotencyKey,
});

async function createCapped(limitCredits: number, period: 'DAY' | 'MONTH' | 'TOTAL' = 'TOTAL') {
  const made = await createKeyAsAdmin(database.db, {
    scopes: ['spend', 'hold', 'refund'],
    spendCap: { period, limitCredits },
  });
  const user = await createAccount(database.db, { credits: 1000 });
  const read = async () =>
    (await database.db.apiKeySpendCap.findUniqueOrThrow({ where: { apiKeyId: made.key.id } })).usedCredits;
  return { ...made, user, ctx: contextOfKey(user.system, made), read };
}

async function sumEntries(apiKeyId: string): Promise<number> {
  const { _sum } = await database.db.usageHistory.aggregate({
    where: { apiKeyId },
    _sum: { creditsUsed: true },
  });
  return _sum.creditsUsed ?? 0;
}

describe.each(['one by one', 'together'])('spends decided %s', (how) => {
  test('never pass the cap of their key, and use all of it, over many accounts and two processes', async () => {
    const { key, ctx, read } = await createCapped(50);
    const accounts = await Promise.all(
      Array.from({ length: 5 }, (_, place) =>
        // Some accounts run out before the key does: their refusals must not count.
        createAccount(database.db, { credits: place === 0 ? 4 : 1000 }),
      ),
    );
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, place) => {
        const { userId } = accounts[place % accounts.length] ?? { userId: '' };
        const engine = how === 'together' ? engines[place % 2] : undefined;
        return spendCredits({ ...ctx, engine }, use(userId, `spend ${place}`));
      }),
    );
    const accepted = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : []));
    expect([accepted, await read(), await sumEntries(key.id)]).toEqual([16, 48, 48]);
    expect(new Set(codes)).toEqual(new Set(['INSUFFICIENT_CREDITS', 'KEY_CAP_REACHED']));
  });
});

test('the refusal tells what is used and when the limit starts anew; the same key again is still a replay', async () => {
  const { ctx, user } = await createCapped(4, 'DAY');
  const first = await spendCredits(ctx, use(user.userId, 'first'));
  await expect(spendCredits(ctx, use(user.userId, 'second'))).rejects.toMatchObject({
    code: 'KEY_CAP_REACHED',
    details: { period: 'DAY', limit: 4, used: 3, required: 3, resetsAt: expect.stringMatching(/T00:00:00/) },
  });
  expect(await spendCredits(ctx, use(user.userId, 'first'))).toEqual({ ...first, replayed: true });
});

test('a cap of a day starts anew with the day', async () => {
  const { ctx, user, read } = await createCapped(4, 'DAY');
  await spendCredits(ctx, use(user.userId, 'today'));
  const tomorrow = { ...ctx, now: () => new Date(Date.now() + 86_400_000) };
  await spendCredits(tomorrow, use(user.userId, 'tomorrow'));
  await expect(spendCredits(tomorrow, use(user.userId, 'more'))).rejects.toMatchObject({
    code: 'KEY_CAP_REACHED',
  });
  expect(await read()).toBe(3);
});

test('all or nothing stays nothing when the key cannot pay for all', async () => {
  const { ctx, user, read } = await createCapped(7);
  const spends = ['a', 'b', 'c'].map((idempotencyKey) => ({ featureKey: 'ai_text_chat', idempotencyKey }));
  const { outcomes, refused } = await spendMany(ctx, { userId: user.userId, spends, allOrNothing: true });
  expect(outcomes).toEqual([]);
  expect(refused).toMatchObject({ index: 2, error: { code: 'KEY_CAP_REACHED' } });
  expect(await read()).toBe(0);
  const each = await spendMany(ctx, { userId: user.userId, spends });
  expect(each.outcomes.map(({ ok }) => ok)).toEqual([true, true, false]);
});

test('a hold counts while it is open; what is not captured, released or refunded counts no more', async () => {
  const { ctx, user, read } = await createCapped(20);
  const { userId } = user;
  const hold = (idempotencyKey: string, amountCredits: number) =>
    holdCredits(ctx, { ...use(userId, idempotencyKey), amountCredits });
  const one = await hold('one', 12);
  await expect(hold('two', 9)).rejects.toMatchObject({ code: 'KEY_CAP_REACHED' });
  const { creditsHeld } = await database.db.creditBalance.findUniqueOrThrow({ where: { userId } });
  expect([creditsHeld, await read()]).toEqual([12, 12]);
  const captured = await captureHold(ctx, {
    userId,
    ...{ holdId: one.hold.id, amountCredits: 5, idempotencyKey: 'captured' },
  });
  expect(await read()).toBe(5);
  await refundSpend(ctx, { userId, spendId: captured.entry.id, amountCredits: 2, idempotencyKey: 'refund' });
  expect(await read()).toBe(3);
  const other = await hold('other', 17);
  expect(await read()).toBe(20);
  const more = { userId, holdId: other.hold.id, amountCredits: 18, idempotencyKey: 'more' };
  await expect(captureHold(ctx, more)).rejects.toMatchObject({ code: 'KEY_CAP_REACHED' });
  await releaseHold(ctx, { userId, holdId: other.hold.id, idempotencyKey: 'released' });
  expect(await read()).toBe(3);
});

test('holds that race never pass the cap of their key', async () => {
  const { ctx, read } = await createCapped(10);
  const accounts = await Promise.all(Array.from({ length: 8 }, () => createAccount(database.db)));
  const outcomes = await Promise.allSettled(
    accounts.map(({ userId }) => holdCredits(ctx, { ...use(userId, 'hold'), amountCredits: 4 })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(await read()).toBe(8);
});

test('entries name the key that they were asked with, and others none', async () => {
  const { ctx, key, user } = await createCapped(50);
  const spent = await spendCredits(ctx, use(user.userId, 'with the key'));
  const lone = await createKeyAsAdmin(database.db, { scopes: ['spend'] });
  const uncapped = await spendCredits(contextOfKey(user.system, lone), use(user.userId, 'with another'));
  const without = await spendCredits(user.own, use(user.userId, 'without'));
  const stored = await database.db.usageHistory.findMany({
    where: { userId: user.userId, kind: 'SPEND' },
    orderBy: { seq: 'asc' },
  });
  const expected = [key.id, lone.key.id, null];
  expect([spent, uncapped, without].map(({ entry }) => entry.apiKeyId)).toEqual(expected);
  expect(stored.map(({ apiKeyId }) => apiKeyId)).toEqual(expected);
});

test('a cap that is raised lets more through, and what was used stays used', async () => {
  const { ctx, key, admin, user, read } = await createCapped(4);
  await spendCredits(ctx, use(user.userId, 'one'));
  await updateApiKey(admin, 'any', {
    id: key.id,
    version: key.version,
    spendCap: { period: 'TOTAL', limitCredits: 6 },
  });
  await spendCredits(ctx, use(user.userId, 'two'));
  expect(await read()).toBe(6);
  await expect(spendCredits(ctx, use(user.userId, 'three'))).rejects.toMatchObject({
    code: 'KEY_CAP_REACHED',
  });
});

test('a user’s own key ends no hold but its own', async () => {
  const user = await createAccount(database.db);
  const own = contextOfKey(
    user.system,
    await createKeyAsAdmin(database.db, { userId: user.userId, scopes: ['hold'] }),
  );
  const request = { ...use(user.userId, 'of the app'), amountCredits: 5 };
  const ofApp = await holdCredits(user.system, request);
  const release = (holdId: string) =>
    releaseHold(own, { userId: user.userId, holdId, idempotencyKey: `release ${holdId}` });
  await expect(release(ofApp.hold.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const ofKey = await holdCredits(own, { ...request, idempotencyKey: 'of the key' });
  expect((await release(ofKey.hold.id)).hold.status).toBe('RELEASED');
});
