import { ensureFeatureCatalogue } from '@scrip/api/server';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAppKey } from '../test-support/api-keys.ts';
import { startTestApp, type TestApp } from '../test-support/app.ts';
import { operations, type Verb } from './operations.ts';

type Parameter = { name: string; in: 'path' | 'query' | 'header'; content?: object };
type Described = {
  operationId: string;
  parameters: Parameter[];
  requestBody?: object;
  responses: Record<string, { content: Record<string, object> }>;
};
type Document = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
};

const database = useTestDatabase();
let app: TestApp;
let token: string;
let userId: string;
let document: Document;
let ajv: Ajv2020;

beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  app = await startTestApp(database.db);
  token = await createAppKey(app);
  const user = await app.createUser();
  userId = (await user.client.users.me.query()).id;
  document = JSON.parse(await (await app.call('/v1/openapi.json')).text());
  ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'api');
});
afterAll(() => app.close());

function find(verb: Verb): { path: string; method: string; described: Described } {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, described] of Object.entries(methods)) {
      if (described.operationId === verb) return { path, method, described };
    }
  }
  throw new Error(`The document does not know ${verb}.`);
}

/** Calls a verb as the document says, and holds the answer against it. */
async function call(verb: Verb, input: Record<string, unknown>, key = token) {
  const { path, method, described } = find(verb);
  const left = new Map(Object.entries(input));
  const take = (name: string) => {
    const value = left.get(name);
    left.delete(name);
    return value;
  };
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  let target = path;
  for (const { name, in: place, content } of described.parameters) {
    if (place === 'header') headers[name] = String(take('idempotencyKey') ?? crypto.randomUUID());
    else if (place === 'path') target = target.replace(`{${name}}`, encodeURIComponent(String(take(name))));
    else if (left.has(name)) {
      const value = take(name);
      for (const item of Array.isArray(value) ? value : [value]) {
        query.append(name, content ? JSON.stringify(item) : String(item));
      }
    }
  }
  const response = await app.call(`/v1${target}?${query}`, {
    token: key,
    method: method.toUpperCase(),
    headers: { ...headers, ...(described.requestBody && { 'content-type': 'application/json' }) },
    ...(described.requestBody && { body: JSON.stringify(Object.fromEntries(left)) }),
  });
  const body: unknown = await response.json();
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  const status = response.status === 200 ? '200' : 'default';
  const pointer = [path, method, 'responses', status, 'content', type, 'schema']
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const isDescribed = ajv.validate(`api#/paths/${pointer}`, body);
  expect(ajv.errors, `${verb} answers what the document says: ${JSON.stringify(body)}`).toBeNull();
  expect(isDescribed).toBe(true);
  return { status: response.status, body: body as Record<string, never> };
}

test('the document is the same for everybody and names every verb where it is', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.servers).toEqual([{ url: expect.stringMatching(/^http:\/\/[^/]+\/v1$/) }]);
  for (const [verb, { path, method }] of Object.entries(operations)) {
    const found = find(verb as Verb);
    expect(found).toMatchObject({ method, path: path.replaceAll(/:(\w+)/g, '{$1}') });
  }
});

test('every verb, called as the document says, answers what the document says', async () => {
  const use = () => ({ userId, featureKey: 'ai_text_chat' });
  const done = async (verb: Verb, input: object) => {
    const { status, body } = await call(verb, { userId, ...input });
    expect(status, `${verb}: ${JSON.stringify(body)}`).toBe(200);
    return body as Record<string, Record<string, string>>;
  };
  await done('grant', { amountCredits: 50, source: 'PROMOTION', expiresAt: '2999-01-01T00:00:00.000Z' });
  await done('check', { featureKey: 'ai_text_chat', quantity: 2 });
  await done('quote', use());
  const details = { nested: { list: [1, 'two', null] } };
  const { entry: spend } = await done('spend', { ...use(), details });
  await done('refund', { spendId: spend?.id });
  await done('spendMany', { spends: [{ featureKey: 'ai_text_chat', idempotencyKey: 'one of many' }] });
  const { hold: first } = await done('hold', use());
  await done('extend', { holdId: first?.id, ttlSeconds: 900 });
  await done('capture', { holdId: first?.id });
  const { hold: second } = await done('hold', use());
  await done('release', { holdId: second?.id });
  await done('balance', {});
  await done('entries', { limit: 3, kinds: ['SPEND', 'REFUND'] });
  await done('usage', { compare: true, period: { preset: 'last7Days' } });
});

/** What nobody should send; each is sent for each field of each verb in turn. */
const odd = [
  null,
  '',
  ' ',
  '\u0000',
  '../..',
  '-1',
  -1,
  1.5,
  1e308,
  true,
  [],
  [[]],
  {},
  { __proto__: 1 },
  'x'.repeat(5000),
  '𝒜\u202e',
];

describe.each(Object.keys(operations) as Verb[])('%s', (verb) => {
  test('refuses what is odd as the document says', async () => {
    const good: Record<string, unknown> = {
      userId,
      featureKey: 'ai_text_chat',
      spendId: crypto.randomUUID(),
      holdId: crypto.randomUUID(),
    };
    const { described } = find(verb);
    const names = described.parameters.map(({ name }) => (name === 'Idempotency-Key' ? 'userId' : name));
    for (const name of new Set([
      ...names,
      'userId',
      'featureKey',
      'quantity',
      'details',
      'spends',
      'unknown',
    ])) {
      for (const value of odd) {
        const { status } = await call(verb, { ...good, [name]: value });
        expect(status, `${name}: ${JSON.stringify(value)}`).toBeLessThan(500);
      }
    }
  });

  test('is refused without a key as the document says', async () => {
    expect((await call(verb, { userId }, 'sk_scrip_nothing')).status).toBe(401);
  });
});

test('the page to read it on loads nothing from elsewhere', async () => {
  const page = await app.call('/docs');
  expect(page.headers.get('content-type')).toContain('text/html');
  const html = await page.text();
  const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
  expect(sources).toHaveLength(3);
  for (const source of sources) expect((await app.call(source)).status, source).toBe(200);
  expect((await app.call('/docs/package.json')).status).toBe(404);
});
