import { ensureFeatureCatalogue, refundSpend, spendCredits } from '@scrip/api/server';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, type TestUser } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;

beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

const odd = '=HYPERLINK("http://x"), "quoted"\r\nnext 🙂';

async function userWithEntries(): Promise<{ user: TestUser; userId: string; token: string }> {
  const user = await app.createUser();
  const token = await user.token();
  await app.call('/api/export/entries', { token });
  const { id: userId } = await database.db.user.findUniqueOrThrow({ where: { clerkId: user.clerkId } });
  const system = systemContext(database.db);
  const spend = { userId, featureKey: 'ai_text_chat', idempotencyKey: '=1+1', details: { prompt: odd } };
  const { entry } = await spendCredits(system, spend);
  await refundSpend(system, { userId, spendId: entry.id, idempotencyKey: '-refund' });
  return { user, userId, token };
}

const get = (token: string, query: string) => app.call(`/api/export/entries?${query}`, { token });

/** Reads RFC 4180 as it is written there. */
function readCsv(text: string): string[][] {
  expect(text.endsWith('\r\n')).toBe(true);
  const rows: string[][] = [[]];
  for (const [, field = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    rows.at(-1)?.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('a CSV has every entry, oldest first, and nothing in it is a formula', async () => {
  const { token, userId } = await userWithEntries();
  const response = await get(token, 'timeZone=Asia/Kathmandu&bom=1');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=credits-[\d-]+\.csv$/);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const [header = [], ...rows] = readCsv(bytes.subarray(3).toString());
  expect(rows.map((row) => row.length)).toEqual([19, 19, 19]);
  const columns = rows.map((row) => Object.fromEntries(row.map((value, place) => [header[place], value])));
  expect(columns).toMatchObject([
    { kind: 'GRANT', credits_used: '-100', balance_after: '100', seq: '1' },
    { kind: 'SPEND', credits_used: '1', user_id: userId, idempotency_key: "'=1+1" },
    { kind: 'REFUND', credits_used: '-1', idempotency_key: "'-refund" },
  ]);
  expect(JSON.parse(columns[1]?.details ?? '')).toEqual({ prompt: odd });
});

test('NDJSON has the same entries, one JSON object a line, as they are', async () => {
  const { token } = await userWithEntries();
  const response = await get(token, 'format=ndjson&kinds=SPEND,REFUND');
  const lines = (await response.text()).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { kind: 'SPEND', credits_used: 1, idempotency_key: '=1+1', details: { prompt: odd }, model: null },
    { kind: 'REFUND', idempotency_key: '-refund' },
  ]);
});

test('an export is narrowed to the keys that it names, as the history is', async () => {
  const { token } = await userWithEntries();
  const response = await get(token, 'format=ndjson&apiKeyIds=one,another');
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
});

test('more entries than one step are all there, once', async () => {
  const { token, userId } = await userWithEntries();
  await database.db.$executeRaw`
    INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "creditsUsed", "seq",
      "balanceAfter", "idempotencyKey", "requestHash", "timestamp")
    SELECT 'many' || n, h."userId", h."creditBalanceId", 'CUSTOM', 'SPEND', 1, n, 100, 'many' || n, '', '2030-01-01'
    FROM "UsageHistory" h, generate_series(4, 5003) n WHERE h."userId" = ${userId} AND h."seq" = 1`;
  const rows = readCsv(await (await get(token, '')).text()).slice(1);
  expect(rows.map((row) => Number(row[3]))).toEqual(Array.from({ length: 5003 }, (_, nth) => nth + 1));
});

test('admins export another user’s entries and everybody’s; users only their own', async () => {
  const [one, two] = [await userWithEntries(), await userWithEntries()];
  const span = 'from=2020-01-01T00:00:00Z&to=2021-12-31T00:00:00Z';
  const now = Date.now();
  const recent = `from=${new Date(now - 3_600_000).toISOString()}&to=${new Date(now + 3_600_000).toISOString()}`;
  expect((await get(one.token, `userId=${two.userId}`)).status).toBe(404);
  expect((await get(one.token, `scope=all&${span}`)).status).toBe(403);
  await database.db.user.update({ where: { id: one.userId }, data: { role: 'ADMIN' } });
  expect((await get(one.token, 'scope=all')).status).toBe(400);
  expect(readCsv(await (await get(one.token, `scope=all&${span}`)).text())).toHaveLength(1);
  const rows = readCsv(await (await get(one.token, `scope=all&${recent}`)).text()).slice(1);
  const found = rows.filter((row) => [one.userId, two.userId].includes(row[2] ?? ''));
  expect(found).toHaveLength(6);
  expect(rows.map((row) => row[0])).toEqual(rows.map((row) => row[0]).toSorted());
  const other = await get(one.token, `userId=${two.userId}&format=ndjson`);
  expect((await other.text()).split('\n')).toHaveLength(4);
});

test.each([
  'format=xml',
  'timeZone=Mars/Olympus',
  'from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z',
  'from=yesterday',
  'minCredits=many',
  'kinds=SPEND,THEFT',
  'nonsense=1',
  'kinds=SPEND&kinds=REFUND&text=',
])('a bad query is refused before anything is sent: %s', async (query) => {
  const { token } = await userWithEntries();
  const response = await get(token, query);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { domain: { code: 'INVALID_INPUT' } } });
});

test('nobody exports without signing in', async () => {
  expect((await app.call('/api/export/entries')).status).toBe(401);
});
