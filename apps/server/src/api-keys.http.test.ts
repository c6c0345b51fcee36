import { createApiKey, createSecret, ensureFeatureCatalogue } from '@scrip/api/server';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp, type TestUser } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
let owner: TestUser & { userId: string };
let ownSecret: string;
let appSecret: string;

beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  app = await startTestApp(database.db);
  const user = await app.createUser();
  owner = { ...user, userId: (await user.client.users.me.query()).id };
  const own = await owner.client.apiKeys.create.mutate({
    name: 'Own',
    scopes: ['spend', 'balance:read', 'usage:read', 'entries:read', 'check', 'quote', 'hold'],
  });
  ownSecret = own.secret;
  appSecret = (await createAppKey({ scopes: ['spend', 'grant', 'refund', 'balance:read'] })).secret;
});
afterAll(() => app.close());

async function createAppKey(over: object) {
  const admin = await app.createUser();
  const { id } = await admin.client.users.me.query();
  const { role } = await database.db.user.update({ where: { id }, data: { role: 'ADMIN' } });
  const principal = { kind: 'user', userId: id, clerkUserId: admin.clerkId, role } as const;
  const ctx = { ...app.deps, principal, hashApiKey: app.deps.apiKeys.hash };
  return createApiKey(ctx, 'any', { name: 'App', scopes: ['spend'], userId: null, ...over });
}

async function answerOf(response: Response) {
  const { result, error } = (await response.json()) as {
    result?: { data: object };
    error?: { data: { domain: object } };
  };
  return { status: response.status, data: result?.data, domain: error?.data.domain };
}

const ask = async (path: string, input: object, token: string, headers: Record<string, string> = {}) =>
  answerOf(
    await app.call(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { token, headers }),
  );
const tell = async (path: string, input: object, token: string) =>
  answerOf(
    await app.call(`/trpc/${path}`, {
      method: 'POST',
      token,
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/json' },
    }),
  );
const use = (userId: string) => ({ userId, featureKey: 'ai_text_chat', idempotencyKey: crypto.randomUUID() });

test('a user’s own key checks, spends, holds and reads for that user, as “me”, by our id and by Clerk’s', async () => {
  for (const userId of ['me', owner.userId, owner.clerkId]) {
    const { status, data } = await tell('verbs.spend', use(userId), ownSecret);
    expect([status, data]).toMatchObject([
      200,
      { entry: { userId: owner.userId, apiKeyId: expect.anything(), actorId: owner.userId } },
    ]);
  }
  expect((await ask('verbs.balance', { userId: 'me' }, ownSecret)).data).toMatchObject({
    creditsRemaining: 97,
  });
  const checked = await ask('verbs.check', { userId: 'me', featureKey: 'ai_text_chat' }, ownSecret);
  expect(checked.data).toEqual({ canAfford: true, costCredits: 1, availableCredits: 97 });
  const quoted = await tell('verbs.quote', { userId: 'me', featureKey: 'ai_text_chat' }, ownSecret);
  expect(quoted.data).toMatchObject({ costCredits: 1 });
  const entries = await ask('verbs.entries', { userId: 'me', kinds: ['SPEND'] }, ownSecret);
  expect(entries.data).toMatchObject({ items: [{}, {}, {}] });
  const usage = await ask('verbs.usage', { userId: 'me', timeZone: 'UTC' }, ownSecret);
  expect(usage.data).toMatchObject({ totals: { creditsUsed: 3 } });
  const held = await tell('verbs.hold', use('me'), ownSecret);
  const { hold } = held.data as { hold: { id: string } };
  const release = { userId: 'me', holdId: hold.id, idempotencyKey: 'release' };
  expect((await tell('verbs.release', release, ownSecret)).data).toMatchObject({
    hold: { status: 'RELEASED' },
  });
});

test('an app’s key acts for any user, and has no “me”', async () => {
  const other = await app.createUser();
  const { id } = await other.client.users.me.query();
  const spent = await tell('verbs.spend', use(other.clerkId), appSecret);
  expect(spent.data).toMatchObject({ entry: { userId: id, actorId: null } });
  const grant = { userId: id, amountCredits: 5, source: 'PROMOTION', idempotencyKey: 'five' };
  expect((await tell('verbs.grant', grant, appSecret)).status).toBe(200);
  expect((await tell('verbs.spend', use('me'), appSecret)).domain).toMatchObject({ code: 'NOT_FOUND' });
  expect((await tell('verbs.spend', use('nobody'), appSecret)).domain).toMatchObject({ code: 'NOT_FOUND' });
  await database.db.user.update({ where: { id }, data: { isActive: false } });
  expect((await tell('verbs.spend', use(id), appSecret)).domain).toEqual({ code: 'ACCOUNT_INACTIVE' });
});

test('a user’s key that names another user finds nobody there', async () => {
  const other = await app.createUser();
  const { id } = await other.client.users.me.query();
  for (const userId of [id, other.clerkId]) {
    expect((await tell('verbs.spend', use(userId), ownSecret)).domain).toEqual({ code: 'NOT_FOUND' });
    expect((await ask('verbs.balance', { userId }, ownSecret)).domain).toEqual({ code: 'NOT_FOUND' });
  }
});

test('a verb beyond the scopes of a key is refused, naming the scope', async () => {
  const refund = { userId: 'me', spendId: 'x', idempotencyKey: 'x' };
  const { status, domain } = await tell('verbs.refund', refund, ownSecret);
  expect([status, domain]).toEqual([403, { code: 'FORBIDDEN', reason: 'scope', scope: 'refund' }]);
});

describe('whatever is not for keys', () => {
  const elsewhere: [string, RequestInit][] = [
    ['/trpc/credits.me', {}],
    ['/trpc/credits.settings', {}],
    ['/trpc/users.list?input=%7B%22limit%22%3A1%7D', {}],
    ['/trpc/apiKeys.list?input=%7B%22limit%22%3A1%7D', {}],
    ['/api/playground/chat', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
    ['/api/export/entries', {}],
    ['/api/files', { method: 'POST' }],
  ];
  test.each(elsewhere)('%s refuses them', async (path, init) => {
    for (const token of [ownSecret, appSecret]) {
      const response = await app.call(path, { ...init, token });
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('"reason":"api-key"');
    }
  });
});

test('an admin’s own key has no rights of an admin', async () => {
  await database.db.user.update({ where: { id: owner.userId }, data: { role: 'ADMIN' } });
  const { domain } = await ask('users.list', { limit: 1 }, ownSecret);
  expect(domain).toEqual({ code: 'FORBIDDEN', reason: 'api-key' });
  await database.db.user.update({ where: { id: owner.userId }, data: { role: 'USER' } });
});

test('a session beside a key does not count', async () => {
  const cookie = `__session=${await owner.token()}; __client_uat=1`;
  const both = await app.call('/trpc/credits.me', {
    token: 'scrip_live_nonsense',
    headers: { cookie, origin: app.url },
  });
  expect(await answerOf(both)).toMatchObject({ status: 401, domain: { reason: 'malformed' } });
});

test('a signed-in user cannot call what is for keys', async () => {
  const { status } = await tell('verbs.spend', use(owner.userId), await owner.token());
  expect(status).toBe(403);
  expect((await app.call('/trpc/verbs.balance?input=%7B%22userId%22%3A%22me%22%7D')).status).toBe(401);
});

test('each way in which a key does not count has its own answer', async () => {
  const answers: [string, object, { origin?: string }, number, object][] = [
    [
      'origin',
      { allowedOrigins: ['https://a.example'] },
      { origin: 'https://b.example' },
      403,
      { reason: 'origin' },
    ],
    ['address', { allowedAddresses: ['192.0.2.1'] }, {}, 403, { reason: 'address' }],
  ];
  for (const [, limits, headers, status, expected] of answers) {
    const { secret } = await createAppKey({ scopes: ['balance:read'], ...limits });
    const answer = await ask('verbs.balance', { userId: owner.userId }, secret, headers);
    expect(answer).toMatchObject({ status, domain: expected });
  }
  for (const [change, reason] of [
    [{ expiresAt: new Date(0) }, 'expired'],
    [{ revokedAt: new Date() }, 'revoked'],
  ] as const) {
    const { secret, key } = await createAppKey({ scopes: ['balance:read'] });
    await database.db.apiKey.update({ where: { id: key.id }, data: change });
    const answer = await ask('verbs.balance', { userId: owner.userId }, secret);
    expect(answer).toMatchObject({ status: 401, domain: { code: 'UNAUTHENTICATED', reason } });
  }
});

test('a key has its own rate, told with when to try again, and every call of a batch counts', async () => {
  const { secret } = await createAppKey({ scopes: ['balance:read'], rateLimitPerMinute: 5 });
  const input = encodeURIComponent(
    JSON.stringify({ 0: { userId: owner.userId }, 1: { userId: owner.userId } }),
  );
  const batch = () => app.call(`/trpc/verbs.balance,verbs.balance?batch=1&input=${input}`, { token: secret });
  expect([(await batch()).status, (await batch()).status]).toEqual([200, 200]);
  const refused = await batch();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const other = await ask('verbs.balance', { userId: owner.userId }, ownSecret);
  expect(other.status).toBe(200);
});

test('no secret reaches the log', () => {
  const log = JSON.stringify(app.logger.records);
  expect(log).toContain('apiKeyId');
  for (const secret of [ownSecret, appSecret]) expect(log).not.toContain(secret.slice(-20));
});

test('whoever guesses keys is stopped for a while; keys that are known pass from the same address', async () => {
  await ask('verbs.balance', { userId: 'me' }, ownSecret);
  const statuses = new Set<number>();
  for (let guess = 0; guess < 62; guess += 1) {
    statuses.add((await ask('verbs.balance', { userId: 'me' }, createSecret())).status);
  }
  expect(statuses).toEqual(new Set([401, 429]));
  expect((await ask('verbs.balance', { userId: 'me' }, ownSecret)).status).toBe(200);
});
