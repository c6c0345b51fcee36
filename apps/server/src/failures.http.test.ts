import { closeDatabase, createDatabase } from '@scrip/database';
import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { maxBatchSize } from './trpc-route.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

const json = { 'content-type': 'application/json' };

describe('what does not exist', () => {
  test.each([
    '/api',
    '/api/unknown',
    '/trpc/unknown',
    '/trpc/credits.unknown',
    '/trpc',
    '/health/unknown',
    '/unknown',
  ])('%s is a JSON 404 with the request id', async (path) => {
    const response = await app.call(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.text()).toContain(response.headers.get('x-request-id'));
  });
});

describe('a request that cannot be understood', () => {
  test.each([
    ['malformed JSON for tRPC', '/trpc/credits.spend', '{"a":', 400],
    ['a body too large for tRPC', '/trpc/credits.spend', JSON.stringify('x'.repeat(300_000)), 413],
    ['malformed JSON for the chat', '/api/playground/chat', '{"a":', 400],
    ['a body too large for the chat', '/api/playground/chat', JSON.stringify('x'.repeat(300_000)), 413],
  ])('%s is refused without a word about our insides', async (_what, path, body, status) => {
    const token = await (await app.createUser()).token();
    const response = await app.call(path, { method: 'POST', headers: json, body, token });
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(JSON.parse(text)).toHaveProperty('error.message');
    expect(text).not.toMatch(/node_modules|\.ts|stack|at /);
  });

  test('a malformed path is refused too', async () => {
    for (const path of ['/trpc/%E0%A4%A', '/api/%E0%A4%A', '/%E0%A4%A']) {
      expect((await app.call(path)).status).toBe(400);
    }
  });

  test('a batch of more calls than allowed is refused as a whole', async () => {
    const batch = (size: number) =>
      `/trpc/${Array(size).fill('credits.settings').join(',')}?batch=1&input=%7B%7D`;
    expect((await app.call(batch(maxBatchSize))).status).toBe(200);
    expect((await app.call(batch(maxBatchSize + 1))).status).toBe(400);
  });

  test('a mutation by GET is refused', async () => {
    expect((await app.call('/trpc/credits.spend?input=%7B%7D')).status).toBe(405);
  });
});

test('an internal error is told as nothing but a request id, and logged under it', async () => {
  await database.db.$executeRaw`ALTER TABLE "Plan" RENAME TO "PlanElsewhere"`;
  const response = await app.call('/trpc/plans.list');
  await database.db.$executeRaw`ALTER TABLE "PlanElsewhere" RENAME TO "Plan"`;

  const requestId = response.headers.get('x-request-id');
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    error: {
      message: `Something went wrong on our side. Request ${requestId}.`,
      code: -32603,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, path: 'plans.list', domain: null, requestId },
    },
  });
  expect(app.logger.records).toContainEqual({
    level: 'error',
    fields: expect.objectContaining({ requestId, path: 'plans.list' }),
    message: 'A call failed',
  });
});

test('a database that is away is told as 503 with when to come again, in procedures and before them, and logged', async () => {
  const url = new URL(database.connectionString);
  url.port = '4998';
  const away = createDatabase({ connectionString: url.href });
  const cutOff = await startTestApp(away);
  onTestFinished(() => cutOff.close().then(() => closeDatabase(away)));
  const token = await (await app.createUser()).token();
  for (const options of [{}, { token }]) {
    const response = await cutOff.call('/trpc/plans.list', options);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      error: { data: { domain: { code: 'UNAVAILABLE', retryAfterSeconds: 1 } } },
    });
    expect(text).not.toContain('4998');
  }
  expect(cutOff.logger.records.filter(({ level }) => level === 'error').length).toBeGreaterThanOrEqual(2);
});

test('each call of a batch counts for the rate limit, and a refusal says when to come again', async () => {
  const limited = await startTestApp(database.db, { callsPerMinute: 5 });
  const settings = (calls: number) =>
    limited.call(`/trpc/${Array(calls).fill('credits.settings').join(',')}?batch=1&input=%7B%7D`);
  expect((await settings(4)).status).toBe(200);
  const refused = await settings(2);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ error: { data: { domain: { code: 'RATE_LIMITED' } } } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

  const user = await limited.createUser();
  expect((await limited.call('/trpc/credits.me', { token: await user.token() })).status).toBe(200);
  await limited.close();
});

test('the log names paths and people by id, and holds no ticket, token or input', async () => {
  const user = await app.createUser();
  const token = await user.token();
  await app.call('/sign-in?__clerk_ticket=secret-ticket');
  await app.call('/trpc/credits.history?input=%7B%22search%22%3A%22secret-input%22%7D', { token });
  const { id: userId } = await user.client.users.me.query();
  const fields = { path: '/trpc/users.me', status: 200, userId };
  await expect
    .poll(() => app.logger.records)
    .toContainEqual({
      level: 'info',
      fields: expect.objectContaining(fields),
      message: 'request',
    });
  const log = JSON.stringify(app.logger.records);
  expect(log).toContain('"path":"/sign-in"');
  expect(log).not.toMatch(/secret-/);
  expect(log).not.toContain(token);
});
