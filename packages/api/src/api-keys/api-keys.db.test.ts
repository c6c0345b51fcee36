import { createAccount, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { createApiKey } from './create-key.ts';
import { getApiKey, listApiKeys, revokeApiKey, rotateApiKey, updateApiKey } from './service.ts';
import { createKeyAsAdmin, hashApiKey, newKey } from './test-support.ts';

const database = useTestDatabase();

async function signUp(options: Parameters<typeof createAccount>[1] = {}) {
  const account = await createAccount(database.db, options);
  return { ...account, own: { ...account.own, hashApiKey } };
}

async function createOwn() {
  const user = await signUp();
  const made = await createApiKey(user.own, 'own', newKey({ userId: user.userId }));
  return { user, ...made };
}

test('a secret is told once, and kept neither in its row, nor in the audit log, nor in any later answer', async () => {
  const { user, key, secret } = await createOwn();
  const { id, version } = key;
  const rotated = await rotateApiKey(user.own, 'own', { id, version });
  await updateApiKey(user.own, 'own', { id, version: version + 1, name: 'Renamed' });
  await revokeApiKey(user.own, 'own', { id, reason: 'Not needed' });
  const rows = await database.db.apiKey.findMany({ where: { id } });
  const audit = await database.db.auditLog.findMany({
    where: { targetId: id },
    orderBy: { createdAt: 'asc' },
  });
  const listed = await listApiKeys(user.own, 'own', { limit: 50 });
  expect(audit.map(({ action }) => action)).toEqual(
    ['create', 'rotate', 'update', 'revoke'].map((verb) => `apiKeys.${verb}`),
  );
  const kept = JSON.stringify({ rows, audit, listed });
  for (const hidden of [secret, rotated.secret]) {
    expect(kept).not.toContain(hidden);
    expect(kept).not.toContain(hidden.slice(-20));
  }
  for (const answer of [audit, listed]) expect(JSON.stringify(answer)).not.toContain(hashApiKey(secret));
});

test('a user’s own key can never grant or refund, whoever makes or changes it, and the database refuses it, too', async () => {
  const { user, key } = await createOwn();
  const { admin } = await createKeyAsAdmin(database.db);
  const refused = { code: 'INVALID_INPUT' };
  for (const scope of ['grant', 'refund'] as const) {
    const input = newKey({ userId: user.userId, scopes: ['spend', scope] });
    await expect(createApiKey(user.own, 'own', input)).rejects.toMatchObject(refused);
    await expect(createApiKey(admin, 'any', input)).rejects.toMatchObject(refused);
    const change = { id: key.id, version: key.version, scopes: [scope] };
    await expect(updateApiKey(admin, 'any', change)).rejects.toMatchObject(refused);
    const forced = database.db.apiKey.update({ where: { id: key.id }, data: { scopes: [scope] } });
    await expect(forced).rejects.toThrow();
  }
});

describe('another user', () => {
  test('finds no key of this one, and cannot make one for them', async () => {
    const { key, user } = await createOwn();
    const other = await signUp();
    const { id, version } = key;
    const notFound = { code: 'NOT_FOUND' };
    await expect(getApiKey(other.own, 'own', id)).rejects.toMatchObject(notFound);
    await expect(updateApiKey(other.own, 'own', { id, version, name: 'Mine' })).rejects.toMatchObject(
      notFound,
    );
    await expect(rotateApiKey(other.own, 'own', { id, version })).rejects.toMatchObject(notFound);
    await expect(revokeApiKey(other.own, 'own', { id })).rejects.toMatchObject(notFound);
    const stolen = createApiKey(other.own, 'own', newKey({ userId: user.userId }));
    await expect(stolen).rejects.toMatchObject(notFound);
    expect((await listApiKeys(other.own, 'own', { limit: 50 })).items).toEqual([]);
    expect(await getApiKey(user.own, 'own', id)).toEqual(key);
  });

  test('makes no key of an app, and sees none of them', async () => {
    const user = await signUp();
    await expect(createApiKey(user.own, 'own', newKey())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(createApiKey(user.own, 'any', newKey())).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(listApiKeys(user.own, 'any', { limit: 50 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('an admin sees the keys of one owner alone, page after page: no other user’s and no app’s', async () => {
  const { user, key: older } = await createOwn();
  const { userId } = user;
  await createOwn();
  const { admin } = await createKeyAsAdmin(database.db);
  const { key: newer } = await createApiKey(admin, 'any', newKey({ userId }));
  const first = await listApiKeys(admin, 'any', { userId, limit: 1 });
  const rest = await listApiKeys(admin, 'any', { userId, limit: 1, cursor: first.nextCursor });
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([newer.id, older.id]);
  expect(rest.nextCursor).toBeNull();
  expect((await listApiKeys(admin, 'any', { userId, kind: 'APP', limit: 50 })).items).toEqual([]);
});

test('of two people who change the same key the second is told', async () => {
  const { user, key } = await createOwn();
  const { id, version } = key;
  const [one, two] = await Promise.allSettled(
    ['One', 'Two'].map((name) => updateApiKey(user.own, 'own', { id, version, name })),
  );
  const outcomes = [one, two].map((result) => result?.status).toSorted();
  expect(outcomes).toEqual(['fulfilled', 'rejected']);
  const refused = [one, two].find((result) => result?.status === 'rejected');
  expect(refused).toMatchObject({ reason: { code: 'OUT_OF_DATE', details: { current: '2' } } });
});

test('a revoked key stays revoked', async () => {
  const { user, key } = await createOwn();
  const { id } = key;
  const { version } = await revokeApiKey(user.own, 'own', { id });
  const ended = { code: 'CONFLICT' };
  await expect(revokeApiKey(user.own, 'own', { id })).rejects.toMatchObject(ended);
  await expect(rotateApiKey(user.own, 'own', { id, version })).rejects.toMatchObject(ended);
  await expect(updateApiKey(user.own, 'own', { id, version, expiresAt: null })).rejects.toMatchObject(ended);
});

test('an account has at most 50 keys that can be used', async () => {
  const user = await signUp();
  const at = new Date();
  await database.db.apiKey.createMany({
    data: Array.from({ length: 50 }, (_, place) => ({
      userId: user.userId,
      ...{ name: 'Old', prefix: 'scrip_live_old', scopes: ['spend'], createdAt: at },
      keyHash: `${user.userId} ${place}`,
    })),
  });
  const input = newKey({ userId: user.userId });
  await expect(createApiKey(user.own, 'own', input)).rejects.toMatchObject({
    code: 'IN_USE',
    details: { count: 50 },
  });
});

test.each([
  ['no name', { name: '  ' }],
  ['no scope', { scopes: [] }],
  ['a scope twice', { scopes: ['spend', 'spend'] }],
  ['an expiry in the past', { expiresAt: new Date(0) }],
  ['an origin with a path', { allowedOrigins: ['https://example.com/app'] }],
  ['an origin that is none', { allowedOrigins: ['example.com'] }],
  ['an address that is none', { allowedAddresses: ['300.1.1.1'] }],
  ['a range with too many bits', { allowedAddresses: ['10.0.0.0/33'] }],
  ['a rate of nothing', { rateLimitPerMinute: 0 }],
  ['a cap below nothing', { spendCap: { period: 'DAY', limitCredits: -1 } }],
] satisfies [string, object][])('%s is refused, and leaves no key', async (_what, over) => {
  const user = await signUp();
  const input = { ...newKey({ userId: user.userId }), ...over } as Parameters<typeof createApiKey>[2];
  await expect(createApiKey(user.own, 'own', input)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(await database.db.apiKey.count({ where: { userId: user.userId } })).toBe(0);
});
