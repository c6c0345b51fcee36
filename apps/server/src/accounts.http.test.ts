import { createScripClient, domainErrorOf, type ScripClient } from '@scrip/client/trpc';
import { expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
const featureKey = 'ai_text_chat';
let app: TestApp;
beforeAll(async () => {
  await database.db.feature.create({
    data: { key: featureKey, name: 'Text chat', operationType: 'AI_TEXT_CHAT' },
  });
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

async function signUp(role: 'USER' | 'ADMIN' = 'USER') {
  const token = await (await app.createUser()).token();
  const client = createScripClient({ url: app.url, getToken: () => token });
  const { id: userId } = await client.users.me.query();
  if (role === 'ADMIN') await database.db.user.update({ where: { id: userId }, data: { role } });
  return { client, accounts: client.accounts, userId };
}

const errorOf = (call: Promise<unknown>) => call.then(() => null, domainErrorOf);
const reason = 'A test';
const instant = '2026-11-01T00:00:00Z';

/** Every procedure of `accounts`, on one account. */
function callAll({ accounts }: ScripClient, userId: string) {
  const hold = { userId, holdId: 'x', idempotencyKey: 'k' };
  const calls: Record<keyof ScripClient['accounts'], () => Promise<unknown>> = {
    grants: () => accounts.grants.query({ userId }),
    payments: () => accounts.payments.query({ userId, id: 'x' }),
    paidEntries: () => accounts.paidEntries.query({ userId, grantId: 'x' }),
    holds: () => accounts.holds.query({ userId }),
    limits: () => accounts.limits.query({ userId }),
    balanceAt: () => accounts.balanceAt.query({ userId, at: instant }),
    statement: () => accounts.statement.query({ userId, from: instant, to: '2026-12-01T00:00:00Z' }),
    grant: () => accounts.grant.mutate({ userId, amountCredits: 1, source: 'ADMIN', idempotencyKey: 'k' }),
    voidGrant: () => accounts.voidGrant.mutate({ userId, grantId: 'x', reason, idempotencyKey: 'k' }),
    refund: () => accounts.refund.mutate({ userId, spendId: 'x', idempotencyKey: 'k' }),
    hold: () => accounts.hold.mutate({ userId, featureKey, idempotencyKey: 'k' }),
    capture: () => accounts.capture.mutate(hold),
    release: () => accounts.release.mutate(hold),
    extend: () => accounts.extend.mutate({ ...hold, ttlSeconds: 60 }),
    setSpendCaps: () => accounts.setSpendCaps.mutate({ userId, caps: [], reason }),
    setOverdraft: () => accounts.setOverdraft.mutate({ userId, overdraftCredits: 5, reason }),
  };
  return Object.entries(calls);
}

describe('accounts over HTTP', () => {
  test('are refused to users, their own too, and to nobody in particular', async () => {
    const user = await signUp();
    const nobody = createScripClient({ url: app.url, getToken: () => null });
    for (const [name, call] of callAll(user.client, user.userId)) {
      expect(await errorOf(call()), name).toEqual({ code: 'FORBIDDEN' });
    }
    for (const [name, call] of callAll(nobody, user.userId)) {
      expect(await errorOf(call()), name).toEqual({ code: 'UNAUTHENTICATED' });
    }
    expect(await database.db.usageHistory.count({ where: { userId: user.userId } })).toBe(1);
  });

  test('of nobody are not found, whatever an admin asks', async () => {
    const admin = await signUp('ADMIN');
    for (const [name, call] of callAll(admin.client, 'nobody')) {
      expect((await errorOf(call()))?.code, name).toBe('NOT_FOUND');
    }
  });

  test('an admin grants, holds, captures, refunds, voids and limits, and reads what it came to', async () => {
    const [{ accounts, userId: actorId }, { userId }] = [await signUp('ADMIN'), await signUp()];
    const of = (idempotencyKey: string) => ({ userId, idempotencyKey });
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const given = await accounts.grant.mutate({ ...of('g'), amountCredits: 20, source: 'ADMIN' });
    const scheduled = await accounts.grant.mutate({
      ...of('later'),
      amountCredits: 5,
      source: 'PLAN',
      startsAt,
    });
    expect(scheduled).toMatchObject({
      entry: null,
      grant: { state: 'SCHEDULED', startsAt: new Date(startsAt).toISOString() },
    });
    const { hold } = await accounts.hold.mutate({ ...of('h'), featureKey, amountCredits: 10 });
    await accounts.extend.mutate({ ...of('e'), holdId: hold.id, ttlSeconds: 3600 });
    const { entry } = await accounts.capture.mutate({ ...of('c'), holdId: hold.id, amountCredits: 4 });
    expect(entry).toMatchObject({ creditsUsed: 4, holdId: hold.id, actorId });
    await accounts.refund.mutate({ ...of('r'), spendId: entry.id, amountCredits: 1 });
    const second = await accounts.hold.mutate({ ...of('h2'), featureKey, amountCredits: 1 });
    await accounts.release.mutate({ ...of('l'), holdId: second.hold.id });
    await accounts.voidGrant.mutate({ ...of('v'), grantId: given.grant.id, reason });
    const limits = await accounts.setOverdraft.mutate({ userId, overdraftCredits: 5, reason });
    expect(limits).toEqual({ overdraftCredits: 5, caps: [] });
    expect((await accounts.holds.query({ userId })).items.map(({ status }) => status)).toEqual([
      'RELEASED',
      'CAPTURED',
    ]);
    expect(await accounts.grants.query({ userId })).toHaveLength(3);
    expect(await accounts.payments.query({ userId, id: entry.id })).toMatchObject([{ credits: 4 }]);
    expect(await accounts.balanceAt.query({ userId, at: new Date().toISOString() })).toMatchObject({
      creditsOwned: 97,
    });
    await expectLedgerHolds(database.db, userId);
  });

  test('errors carry the codes of the domain and what they are about', async () => {
    const [{ accounts }, { userId }] = [await signUp('ADMIN'), await signUp()];
    const of = (idempotencyKey: string) => ({ userId, idempotencyKey });
    const { hold } = await accounts.hold.mutate({ ...of('h'), featureKey, amountCredits: 90 });
    const grant = { ...of('g'), amountCredits: 1, source: 'ADMIN' } as const;
    const given = await accounts.grant.mutate(grant);
    const tooMuch = { ...of('c'), holdId: hold.id, amountCredits: 102 };
    expect(await errorOf(accounts.capture.mutate(tooMuch))).toEqual({
      code: 'INSUFFICIENT_CREDITS',
      required: 12,
      available: 11,
    });
    expect(await errorOf(accounts.grant.mutate({ ...grant, amountCredits: 2 }))).toEqual({
      code: 'CONFLICT',
      fields: ['amountCredits'],
    });
    const full = { ...grant, idempotencyKey: 'full', amountCredits: 2_147_483_647 };
    expect(await errorOf(accounts.grant.mutate(full))).toEqual({
      code: 'BALANCE_OVERFLOW',
      largest: 2_147_483_647,
    });
    await accounts.release.mutate({ ...of('l'), holdId: hold.id });
    expect(await errorOf(accounts.release.mutate({ ...of('l2'), holdId: hold.id }))).toEqual({
      code: 'HOLD_ENDED',
      status: 'RELEASED',
    });
    const voiding = { userId, grantId: given.grant.id, reason };
    await accounts.voidGrant.mutate({ ...voiding, idempotencyKey: 'v' });
    expect(await errorOf(accounts.voidGrant.mutate({ ...voiding, idempotencyKey: 'v2' }))).toEqual({
      code: 'GRANT_ENDED',
      reason: 'VOIDED',
    });
    const keyless = { ...grant, idempotencyKey: '' };
    expect(await errorOf(accounts.grant.mutate(keyless))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'idempotencyKey' }],
    });
  });
});
