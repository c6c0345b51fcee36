import { createAccount, useTestDatabase } from '@scrip/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setUserActive } from '../users/set-active.ts';
import type { ApiKeyGate } from './api-key-gate.ts';
import { createSecret } from './key-format.ts';
import { revokeApiKey, rotateApiKey, updateApiKey } from './service.ts';
import { createKeyAsAdmin, openGate } from './test-support.ts';

const database = useTestDatabase();
const anywhere = { origin: undefined, address: '192.0.2.1' };
const hour = 3_600_000;

let now = new Date();
let gates: ApiKeyGate[];
beforeEach(async () => {
  now = new Date();
  // Too old to matter within a test: what is known is forgotten when told, not by age.
  const options = { now: () => now, maxAgeMs: hour };
  gates = await Promise.all([openGate(database.db, options), openGate(database.db, options)]);
});
afterEach(() => Promise.all(gates.map((gate) => gate.close())));

const ask = (secret: string, site = anywhere) => gates[0]?.authenticate(secret, site);
const askBoth = (secret: string) =>
  Promise.all(
    gates.map((gate) =>
      gate.authenticate(secret, anywhere).then(
        () => 'in',
        (error) => error,
      ),
    ),
  );
const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 5_000, interval: 10 });

test('an app’s key acts for nobody in particular, a user’s own for that user, each with its scopes', async () => {
  const user = await createAccount(database.db);
  const app = await createKeyAsAdmin(database.db, { scopes: ['spend', 'grant'], rateLimitPerMinute: 9 });
  const own = await createKeyAsAdmin(database.db, { userId: user.userId, scopes: ['spend'] });
  expect(await ask(app.secret)).toEqual({
    kind: 'apiKey',
    ...{ keyId: app.key.id, userId: null, scopes: ['spend', 'grant'], callsPerMinute: 9, allowedOrigins: [] },
  });
  expect(await ask(own.secret)).toMatchObject({ keyId: own.key.id, userId: user.userId, scopes: ['spend'] });
});

test('a text that is no key is refused without a look into the database, an unknown key after one', async () => {
  const lookUp = vi.fn(async () => undefined);
  const bad = gates[0]?.authenticate('scrip_live_nonsense', anywhere, lookUp);
  await expect(bad).rejects.toMatchObject({ code: 'UNAUTHENTICATED', details: { reason: 'malformed' } });
  expect(lookUp).not.toHaveBeenCalled();
  const unknown = gates[0]?.authenticate(createSecret(), anywhere, lookUp);
  await expect(unknown).rejects.toMatchObject({ code: 'UNAUTHENTICATED', details: { reason: 'unknown' } });
  expect(lookUp).toHaveBeenCalledOnce();
});

test('a known key is looked up once, until a change of keys is told', async () => {
  const { secret, key, admin } = await createKeyAsAdmin(database.db);
  const lookUp = vi.fn(async () => undefined);
  const again = () => gates[0]?.authenticate(secret, anywhere, lookUp);
  await again();
  await again();
  expect(lookUp).toHaveBeenCalledTimes(1);
  await updateApiKey(admin, 'any', { id: key.id, version: 1, scopes: ['check'] });
  await soon(async () => expect(await again()).toMatchObject({ scopes: ['check'] }));
});

test('a revoked key is refused by every process at once', async () => {
  const { secret, key, admin } = await createKeyAsAdmin(database.db);
  expect(await askBoth(secret)).toEqual(['in', 'in']);
  await revokeApiKey(admin, 'any', { id: key.id });
  const refused = { code: 'UNAUTHENTICATED', details: { reason: 'revoked' } };
  await soon(async () => expect(await askBoth(secret)).toMatchObject([refused, refused]));
});

test('the keys of an account stop with it, and go on with it', async () => {
  const user = await createAccount(database.db);
  const { secret, admin } = await createKeyAsAdmin(database.db, { userId: user.userId });
  expect(await askBoth(secret)).toEqual(['in', 'in']);
  const change = { userId: user.userId, reason: 'Because of a test' };
  await setUserActive(admin, { ...change, isActive: false });
  const refused = { code: 'ACCOUNT_INACTIVE' };
  await soon(async () => expect(await askBoth(secret)).toMatchObject([refused, refused]));
  await setUserActive(admin, { ...change, isActive: true });
  await soon(async () => expect(await askBoth(secret)).toEqual(['in', 'in']));
});

test('a key ends when it expires, also one that is known', async () => {
  const { secret } = await createKeyAsAdmin(database.db, { expiresAt: new Date(now.getTime() + hour) });
  await ask(secret);
  now = new Date(now.getTime() + hour - 1);
  await ask(secret);
  now = new Date(now.getTime() + 1);
  await expect(ask(secret)).rejects.toMatchObject({ details: { reason: 'expired' } });
});

test('after a rotation both secrets count for the overlap, then the new one alone', async () => {
  const { secret: old, key, admin } = await createKeyAsAdmin(database.db);
  const rotated = await rotateApiKey(admin, 'any', { id: key.id, version: 1, overlapSeconds: 3600 });
  await soon(async () => expect(await ask(old)).toMatchObject({ keyId: key.id }));
  expect(await ask(rotated.secret)).toMatchObject({ keyId: key.id });
  now = new Date(now.getTime() + hour + 60_000);
  await expect(ask(old)).rejects.toMatchObject({ details: { reason: 'expired' } });
  expect(await ask(rotated.secret)).toMatchObject({ keyId: key.id });
});

test('a rotation without overlap, or a second one, ends the secret before', async () => {
  const { secret: first, key, admin } = await createKeyAsAdmin(database.db);
  const { secret: second } = await rotateApiKey(admin, 'any', { id: key.id, version: 1 });
  const { secret: third } = await rotateApiKey(admin, 'any', { id: key.id, version: 2 });
  const unknown = { details: { reason: 'unknown' } };
  await soon(async () => expect(ask(first)).rejects.toMatchObject(unknown));
  expect(await ask(second)).toMatchObject({ keyId: key.id });
  const fourth = await rotateApiKey(admin, 'any', { id: key.id, version: 3, overlapSeconds: 0 });
  await soon(async () => expect(ask(third)).rejects.toMatchObject(unknown));
  expect(await ask(fourth.secret)).toMatchObject({ keyId: key.id });
});

test.each([
  ['192.0.2.77', true],
  ['::ffff:192.0.2.77', true],
  ['192.0.3.1', false],
  ['2001:db8::7', true],
  ['2001:db9::7', false],
  ['', false],
  [undefined, false],
])('a key for 192.0.2.0/24 and 2001:db8::/32 asked from %s: %s', async (address, isIn) => {
  const allowedAddresses = ['192.0.2.0/24', '2001:db8::/32'];
  const { secret } = await createKeyAsAdmin(database.db, { allowedAddresses });
  const answer = ask(secret, { origin: undefined, address: address as string });
  if (isIn) await answer;
  else await expect(answer).rejects.toMatchObject({ code: 'FORBIDDEN', details: { reason: 'address' } });
});

test('a key for some origins is refused from others, and from callers that name none', async () => {
  const { secret } = await createKeyAsAdmin(database.db, { allowedOrigins: ['https://app.example.com'] });
  const from = (origin: string | undefined) => gates[0]?.authenticate(secret, { ...anywhere, origin });
  await from('https://app.example.com');
  for (const origin of ['https://example.com', 'null', 'https://app.example.com.evil.test', undefined]) {
    await expect(from(origin)).rejects.toMatchObject({ code: 'FORBIDDEN', details: { reason: 'origin' } });
  }
});

test('while it cannot be told of changes, a process looks at every call anew', async () => {
  const { secret, key } = await createKeyAsAdmin(database.db);
  await ask(secret);
  await database.db.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'`;
  await soon(async () => expect(gates[0]?.isListening).toBe(false));
  // Nobody is told of this one.
  await database.db.apiKey.update({ where: { id: key.id }, data: { revokedAt: new Date() } });
  await expect(ask(secret)).rejects.toMatchObject({ details: { reason: 'revoked' } });
  await soon(async () => expect(gates[0]?.isListening).toBe(true));
  await expect(ask(secret)).rejects.toMatchObject({ details: { reason: 'revoked' } });
});

test('the last use is written apart from the calls, the newest of them', async () => {
  const { secret, key } = await createKeyAsAdmin(database.db);
  await ask(secret);
  now = new Date(now.getTime() + 1000);
  await ask(secret);
  const read = () => database.db.apiKey.findUniqueOrThrow({ where: { id: key.id } });
  expect((await read()).lastUsedAt).toBeNull();
  await gates[0]?.close();
  expect((await read()).lastUsedAt).toEqual(now);
});
