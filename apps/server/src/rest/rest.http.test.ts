import { request } from 'node:http';
import { ensureFeatureCatalogue } from '@scrip/api/server';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAppKey } from '../test-support/api-keys.ts';
import { startTestApp, type TestApp } from '../test-support/app.ts';

const database = useTestDatabase();
const page = 'https://app.example.com';
const json = { 'content-type': 'application/json' };
let app: TestApp;
let token: string;
let userId: string;

beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  app = await startTestApp(database.db);
  token = await createAppKey(app);
  const user = await app.createUser();
  userId = (await user.client.users.me.query()).id;
});
afterAll(() => app.close());

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

async function answerOf(response: Response): Promise<Answer> {
  const body = (await response.json()) as Answer['body'];
  return { status: response.status, headers: response.headers, body };
}

const read = async (path: string, headers = {}, key = token) =>
  answerOf(await app.call(`/v1${path}`, { token: key, headers }));
const post = async (path: string, body: unknown, headers = {}, key = token) =>
  answerOf(
    await app.call(`/v1${path}`, {
      method: 'POST',
      token: key,
      headers: { ...json, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
const use = () => ({ userId, featureKey: 'ai_text_chat' });
const newKey = () => ({ 'idempotency-key': crypto.randomUUID() });

test('every verb answers under its own path', async () => {
  const grant = { userId, amountCredits: 50, source: 'PROMOTION' };
  expect((await post('/grants', grant, newKey())).body).toMatchObject({ grant: { amountCredits: 50 } });
  const checked = await read(`/checks/${userId}?featureKey=ai_text_chat&quantity=2`);
  expect(checked).toMatchObject({ status: 200, body: { canAfford: true } });
  const quoted = await post('/quotes', use());
  expect(quoted.body).toMatchObject({ costCredits: 1 });
  const spent = await post('/spends', { ...use(), quoteId: quoted.body.quoteId }, newKey());
  const { entry } = spent.body as { entry: { id: string } };
  expect((await post(`/spends/${entry.id}/refund`, { userId }, newKey())).body).toMatchObject({
    entry: { refundOfId: entry.id },
  });
  const spends = [{ featureKey: 'ai_text_chat', idempotencyKey: 'one of many' }];
  expect((await post('/spends/batch', { userId, spends })).body).toMatchObject({ outcomes: [{ ok: true }] });
  const ids = [];
  for (const _ of [1, 2]) {
    const held = await post('/holds', use(), newKey());
    ids.push((held.body as { hold: { id: string } }).hold.id);
  }
  const [first, second] = ids;
  const extended = await post(`/holds/${first}/extend`, { userId, ttlSeconds: 900 }, newKey());
  expect(extended.body).toMatchObject({ hold: { status: 'OPEN' } });
  expect((await post(`/holds/${first}/capture`, { userId }, newKey())).body).toMatchObject({
    replayed: false,
  });
  expect((await post(`/holds/${second}/release`, { userId }, newKey())).body).toMatchObject({
    hold: { status: 'RELEASED' },
  });
  const entries = await read(`/entries/${userId}?limit=2&kinds=SPEND&kinds=REFUND`);
  expect(entries).toMatchObject({ status: 200, body: { items: [{}, {}] } });
  const period = encodeURIComponent(JSON.stringify({ preset: 'last7Days' }));
  const usage = await read(`/usage/${userId}?timeZone=UTC&compare=true&period=${period}`);
  expect(usage).toMatchObject({ status: 200, body: { previous: { buckets: expect.anything() } } });
  // Given 100 at the start and 50 more; one of many and the first hold cost 1 each, the rest came back.
  expect((await read(`/balances/${userId}`)).body).toMatchObject({ creditsRemaining: 148 });
});

test('a spend sent again under its key charges once, whichever lane it comes by', async () => {
  const headers = newKey();
  const first = await post('/spends', use(), headers);
  expect((await post('/spends', use(), headers)).body).toEqual({ ...first.body, replayed: true });
  const other = await app.call('/trpc/verbs.spend', {
    method: 'POST',
    token,
    headers: json,
    body: JSON.stringify({ ...use(), idempotencyKey: headers['idempotency-key'] }),
  });
  expect(await other.json()).toEqual({ result: { data: { ...first.body, replayed: true } } });
});

test('a refusal is a problem with the code, the status and what belongs to them', async () => {
  const grantless = await post('/spends', { ...use(), featureKey: 'nothing' }, newKey());
  expect(grantless.headers.get('content-type')).toContain('application/problem+json');
  expect(grantless).toMatchObject({
    status: 404,
    body: {
      type: 'urn:scrip:problem:unknown-feature',
      title: 'Not Found',
      status: 404,
      code: 'UNKNOWN_FEATURE',
      details: { featureKey: 'nothing' },
      requestId: grantless.headers.get('x-request-id'),
    },
  });
});

test('what a hold has become does not hide the status of the problem', async () => {
  const held = await post('/holds', use(), newKey());
  const { id } = (held.body as { hold: { id: string } }).hold;
  await post(`/holds/${id}/release`, { userId }, newKey());
  expect((await post(`/holds/${id}/capture`, { userId }, newKey())).body).toMatchObject({
    status: 409,
    code: 'HOLD_ENDED',
    details: { status: 'RELEASED' },
  });
});

describe('keys of calls', () => {
  test.each([
    ['another one in the body', '/spends', () => ({ ...use(), idempotencyKey: 'a' }), 'idempotencyKey'],
    ['a call that takes none', '/spends/batch', () => ({ userId, spends: [] }), 'Idempotency-Key'],
    ['another hold in the body', '/holds/a/capture', () => ({ userId, holdId: 'b' }), 'holdId'],
  ])('%s is refused', async (_name, path, body, field) => {
    const { status, body: problem } = await post(path, body(), { 'idempotency-key': 'b' });
    expect([status, problem]).toMatchObject([
      400,
      { code: 'INVALID_INPUT', details: { issues: [{ path: field }] } },
    ]);
  });

  test('the same one in header and body is one', async () => {
    const body = { ...use(), idempotencyKey: 'twice told' };
    expect((await post('/spends', body, { 'idempotency-key': 'twice told' })).status).toBe(200);
  });

  test.each(['idempotency-key', 'authorization', 'content-type', 'origin'])(
    'a doubled header %s is refused',
    async (name) => {
      const status = await new Promise((done, fail) => {
        const call = request(`${app.url}/v1/spends`, { method: 'POST' }, (res) => {
          res.resume();
          done(res.statusCode);
        });
        call.setHeader(name, ['a', 'a']);
        call.once('error', fail);
        call.end('{}');
      });
      expect(status).toBe(400);
    },
  );
});

const deep = `{"userId":"x","details":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;

test.each([
  ['no content type that we know', 'a=b', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['an unknown character set', '{}', { 'content-type': 'application/json; charset=x' }, 415],
  ['an unknown encoding', '{}', { 'content-encoding': 'x' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['half of a JSON text', '{"userId":', {}, 400, 'BAD_REQUEST'],
  ['no body', '', {}, 400],
  ['a list', '[]', {}, 400, 'INVALID_INPUT'],
  ['deep nesting', deep, {}, 400, 'INVALID_INPUT'],
  ['10 MB', `"${'x'.repeat(10_000_000)}"`, {}, 413, 'PAYLOAD_TOO_LARGE'],
])('%s is refused as a problem', async (_name, body, headers, status, code = expect.any(String)) => {
  const answer = await post('/spends', body, headers);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect([answer.status, answer.body]).toMatchObject([status, { status, code }]);
});

test.each(['__proto__', 'constructor', 'prototype'])(
  'a field %s beside right ones is refused',
  async (field) => {
    const body = JSON.stringify({ ...use(), idempotencyKey: field }).replace(
      '{',
      `{"${field}":{"userId":"me"},`,
    );
    expect(await post('/spends', body)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  },
);

test.each(['/nothing', '/spends', '/balances/%ff'])('reading %s is a problem', async (path) => {
  const { status, body, headers } = await read(path);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect([400, 404]).toContain(status);
  expect(body.status).toBe(status);
});

test.each(['limit=two', 'limit=1&limit=2', 'unknown=1', 'userId=another', 'kinds=NOTHING', '__proto__=x'])(
  'the query %s is refused',
  async (query) => {
    expect(await read(`/entries/${userId}?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT' },
    });
  },
);

test('a key tells its rate, one for both lanes, and when to come again', async () => {
  const slow = await createAppKey(app, { rateLimitPerMinute: 2 });
  const first = await read(`/balances/${userId}`, {}, slow);
  expect(first.headers.get('ratelimit-policy')).toBe('"minute";q=2;w=60');
  expect(first.headers.get('ratelimit')).toBe('"minute";r=1;t=60');
  await app.call(`/trpc/verbs.balance?input=${encodeURIComponent(JSON.stringify({ userId }))}`, {
    token: slow,
  });
  const third = await read(`/balances/${userId}`, {}, slow);
  expect(third).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
  expect(third.headers.get('ratelimit')).toMatch(/^"minute";r=0;t=\d+$/);
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
});

describe('calls from pages', () => {
  test('a preflight is answered without a key, and never asks for cookies', async () => {
    const { status, headers } = await app.call('/v1/spends', {
      method: 'OPTIONS',
      headers: { origin: page, 'access-control-request-method': 'POST' },
    });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(page);
    expect(headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('only the pages that a key names may read its answers, also those that refuse', async () => {
    const paged = await createAppKey(app, { allowedOrigins: [page] });
    for (const path of [`/balances/${userId}`, '/balances/nobody']) {
      const { headers } = await read(path, { origin: page }, paged);
      expect(headers.get('access-control-allow-origin')).toBe(page);
      expect(headers.get('vary')).toContain('Origin');
    }
    const elsewhere = await read(`/balances/${userId}`, { origin: 'https://example.org' }, paged);
    expect(elsewhere).toMatchObject({ status: 403, body: { details: { reason: 'origin' } } });
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a key that names no page lets none read', async () => {
    const { status, headers } = await read(`/balances/${userId}`, { origin: page });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });
});
