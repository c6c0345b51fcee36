import { apiKeyScopes, ownKeyScopes } from '@scrip/api';
import { appRouter, createApiKey, ensureFeatureCatalogue } from '@scrip/api/server';
import { systemContext, useTestDatabase } from '@scrip/testing';
import type { Express } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { operations } from './rest/operations.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();

/** Who may call: everybody, whoever is signed in, admins, API keys. A procedure that is not named here fails the test. */
const rules: Record<'everybody' | 'users' | 'admins' | 'keys', string[]> = {
  keys: [
    ...['check', 'quote', 'spend', 'spendMany', 'hold', 'capture', 'release', 'extend'],
    ...['refund', 'grant', 'balance', 'entries', 'usage'],
  ].map((verb) => `verbs.${verb}`),
  everybody: ['credits.settings', 'plans.list'],
  users: [
    ...['list', 'get', 'create', 'update', 'rotate', 'revoke'].map((verb) => `apiKeys.${verb}`),
    ...[
      'me',
      'history',
      'entry',
      'grants',
      'payments',
      'paidEntries',
      'holds',
      'limits',
      'setLowThreshold',
    ].map((verb) => `credits.${verb}`),
    ...['balanceAt', 'statement', 'spend', 'quote', 'spendMany', 'live'].map((verb) => `credits.${verb}`),
    ...['countHistory', 'explain', 'alerts', 'setEmailAlerts'].map((verb) => `credits.${verb}`),
    ...['list', 'usage', 'link', 'delete', 'restore', 'deleteForGood'].map((verb) => `files.${verb}`),
    'files.startUpload',
    'files.finishUpload',
    'playground.config',
    'playground.generateImage',
    'subscriptions.current',
    'subscriptions.cancel',
    'subscriptions.resume',
    ...['report', 'forecast', 'anomalies', 'dismissAnomaly'].map((verb) => `usage.${verb}`),
    'users.me',
  ],
  admins: [
    ...['list', 'get', 'create', 'update', 'rotate', 'revoke'].map((verb) => `adminApiKeys.${verb}`),
    ...[
      'grants',
      'payments',
      'paidEntries',
      'holds',
      'limits',
      'balanceAt',
      'statement',
      'grant',
      'voidGrant',
    ].map((verb) => `accounts.${verb}`),
    ...['refund', 'hold', 'capture', 'release', 'extend', 'setSpendCaps', 'setOverdraft'].map(
      (verb) => `accounts.${verb}`,
    ),
    ...['list', 'get', 'actions'].map((verb) => `audit.${verb}`),
    ...['state', 'run', 'runAll'].map((verb) => `auditor.${verb}`),
    'credits.adjust',
    ...['list', 'get', 'create', 'update', 'archive', 'restore'].map((verb) => `features.${verb}`),
    ...['setPrice', 'cancelScheduledPrice', 'priceHistory'].map((verb) => `features.${verb}`),
    ...['state', 'list', 'get', 'retry', 'delete'].map((verb) => `jobs.${verb}`),
    ...['state', 'list', 'get'].map((verb) => `mail.${verb}`),
    ...['listAll', 'create', 'update', 'reorder', 'archive', 'unarchive', 'delete'].map(
      (verb) => `plans.${verb}`,
    ),
    'plans.previewImport',
    'plans.applyImport',
    ...['list', 'get', 'start', 'cancel'].map((verb) => `previews.${verb}`),
    'settings.get',
    'settings.update',
    ...[
      'ofUser',
      'events',
      'drift',
      'driftOf',
      'repair',
      'repairAll',
      'startSync',
      'syncRuns',
      'startManual',
    ].map((verb) => `subscriptions.${verb}`),
    ...['changeManual', 'packs', 'recordPack', 'reversePack', 'figures'].map(
      (verb) => `subscriptions.${verb}`,
    ),
    ...['state', 'list', 'link', 'delete', 'runs', 'reconcile', 'repair', 'move'].map(
      (verb) => `storage.${verb}`,
    ),
    'system.state',
    ...['reportOf', 'reportOfAll', 'forecastOf', 'rebuild', 'topUsers', 'movementsOfAll'].map(
      (verb) => `usage.${verb}`,
    ),
    ...['list', 'get', 'history', 'countHistory', 'explain', 'explainBalance', 'findEntry'].map(
      (verb) => `users.${verb}`,
    ),
    'users.historyOfAll',
    ...['notes', 'addNote', 'removeNote'].map((verb) => `users.${verb}`),
    ...['setRole', 'setActive', 'invite', 'invitations', 'previewBulkGrant', 'applyBulkGrant'].map(
      (verb) => `users.${verb}`,
    ),
    'users.startViewing',
    'users.stopViewing',
    ...['list', 'counts', 'get', 'replay'].map((verb) => `webhooks.${verb}`),
  ],
};

type RouteRule = keyof typeof rules | 'own secret';

/** Routes beside tRPC, and whom they are for. */
const routes: Record<string, RouteRule> = {
  'get /live': 'everybody',
  'get /ready': 'everybody',
  'get /config': 'everybody',
  'post /webhooks/clerk': 'own secret',
  'get /files/content': 'own secret',
  'post /files': 'users',
  'post /playground/chat': 'users',
  'get /export/entries': 'users',
  'get /export/users': 'admins',
};

/** The document of /v1 and the page that shows it hold nothing of anybody. */
const documents: Record<string, string> = {
  'get /': '/docs',
  'get /start.js': '/docs/start.js',
  'get /v1/openapi.json': '/v1/openapi.json',
};

// At run time procedures stand flat under their paths; their type is nested like the routers.
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: 'query' | 'mutation' | 'subscription' } }
>;

let app: TestApp;
const tokens: Record<string, string | undefined> = {};
const callers = [
  ...(['signed out', 'user', 'inactive user', 'admin', 'demoted admin', 'viewing admin'] as const),
  ...(['API key of a user', 'API key of an app', 'API key of an inactive user'] as const),
];
let viewToken = '';

beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  app = await startTestApp(database.db);
  const makeUser = async (change: object) => {
    const user = await app.createUser();
    const token = await user.token();
    await app.call('/trpc/users.me', { token });
    const { id } = await database.db.user.update({ where: { clerkId: user.clerkId }, data: change });
    return { token, id };
  };
  const admin = await makeUser({ role: 'ADMIN' });
  const user = await makeUser({});
  tokens.admin = admin.token;
  tokens['viewing admin'] = admin.token;
  tokens.user = user.token;
  const inactive = await makeUser({ isActive: false });
  tokens['inactive user'] = inactive.token;
  tokens['API key of an app'] = await makeKey(admin.id, { userId: null, scopes: [...apiKeyScopes] });
  tokens['API key of a user'] = await makeKey(admin.id, { userId: user.id, scopes: ownKeyScopes });
  await database.db.user.update({ where: { id: inactive.id }, data: { isActive: true } });
  const ofInactive = { userId: inactive.id, scopes: ownKeyScopes };
  tokens['API key of an inactive user'] = await makeKey(admin.id, ofInactive);
  await database.db.user.update({ where: { id: inactive.id }, data: { isActive: false } });
  const demoted = await makeUser({ role: 'ADMIN' });
  tokens['demoted admin'] = demoted.token;
  expect((await call('audit.actions', 'demoted admin')).status).toBe(200);
  await database.db.user.update({ where: { id: demoted.id }, data: { role: 'USER' } });
  const started = await app.call('/trpc/users.startViewing', {
    method: 'POST',
    token: admin.token,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: user.id, reason: 'To see what they see' }),
  });
  const answer = (await started.json()) as { result: { data: { token: string } } };
  viewToken = answer.result.data.token;
}, 60_000);
afterAll(() => app.close());

type NewKey = Pick<Parameters<typeof createApiKey>[2], 'userId' | 'scopes'>;

async function makeKey(adminId: string, key: NewKey): Promise<string> {
  const principal = { kind: 'user', userId: adminId, clerkUserId: '', role: 'ADMIN' } as const;
  const ctx = { ...app.deps, principal, hashApiKey: app.deps.apiKeys.hash };
  return (await createApiKey(ctx, 'any', { name: 'Key', ...key })).secret;
}

async function call(path: string, caller: string): Promise<{ status: number }> {
  const type = procedures[path]?._def.type;
  const token = tokens[caller];
  const aborter = new AbortController();
  const response = await app.call(`/trpc/${path}`, {
    method: type === 'mutation' ? 'POST' : 'GET',
    ...(token ? { token } : {}),
    headers: {
      ...(caller === 'viewing admin' ? { 'x-scrip-view-as': viewToken } : {}),
      ...(type === 'subscription' ? { accept: 'text/event-stream' } : {}),
      ...(type === 'mutation' ? { 'content-type': 'application/json' } : {}),
    },
    ...(type === 'mutation' ? { body: '{}' } : {}),
    signal: aborter.signal,
  });
  const status = type === 'subscription' ? await statusInStream(response) : response.status;
  aborter.abort();
  return { status };
}

/** A stream begins with 200, and tells a refusal in its first event after the greeting. */
async function statusInStream({ body, status }: Response): Promise<number> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const told = /"httpStatus":(\d+)/.exec(text);
    if (told) return Number(told[1]);
    if (text.includes('creditsRemaining')) break;
  }
  return status;
}

/** What is refused, and how; null: this caller may ask, whatever becomes of the empty question. */
function refusalOf(
  rule: keyof typeof rules,
  caller: (typeof callers)[number],
  isChange: boolean,
): number | null {
  if (caller === 'inactive user' || caller === 'API key of an inactive user') return 403;
  if (caller === 'API key of an app' || caller === 'API key of a user') return rule === 'keys' ? null : 403;
  if (caller === 'viewing admin') return isChange || rule === 'admins' || rule === 'keys' ? 403 : null;
  if (rule === 'everybody') return null;
  if (caller === 'signed out') return 401;
  if (rule === 'keys') return 403;
  return rule === 'admins' && caller !== 'admin' ? 403 : null;
}

test('every procedure has a rule, and one only', () => {
  expect(Object.values(rules).flat().toSorted()).toEqual(Object.keys(procedures).toSorted());
});

const cells = Object.entries(rules).flatMap(([rule, paths]) => paths.map((path) => [path, rule] as const));

test.each(cells)('%s is for %s', async (path, rule) => {
  const isChange = procedures[path]?._def.type === 'mutation';
  for (const caller of callers) {
    // The keys of the table are its type.
    const isMinting = caller === 'API key of a user' && ['verbs.grant', 'verbs.refund'].includes(path);
    const refusal = isMinting ? 403 : refusalOf(rule as keyof typeof rules, caller, isChange);
    const { status } = await call(path, caller);
    if (refusal === null) expect([401, 403, 500], caller).not.toContain(status);
    else expect(status, caller).toBe(refusal);
  }
});

type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: { stack?: Layer[] } };

function listRoutes(stack: Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (route) return Object.keys(route.methods).map((method) => `${method} ${route.path}`);
    // Local Clerk stands in for Clerk, and is not part of the product.
    return Object.is(handle, app.deps.clerk.local?.router) ? [] : listRoutes(handle.stack ?? []);
  });
}

test('every route beside tRPC has a rule', () => {
  const { router } = createApp(app.deps) as Express & { router: { stack: Layer[] } };
  const rest = Object.values(operations).map(({ method, path }) => `${method} ${path}`);
  const expected = [...Object.keys(routes), ...Object.keys(documents), ...rest].toSorted();
  expect([...new Set(listRoutes(router.stack))].toSorted()).toEqual(expected);
});

test.each(Object.values(documents))('%s is for everybody, the same for all', async (path) => {
  const texts = [];
  for (const caller of callers) {
    const token = tokens[caller];
    const response = await app.call(path, token ? { token } : {});
    expect(response.status, caller).toBe(200);
    texts.push(await response.text());
  }
  expect(new Set(texts).size).toBe(1);
});

const routesUnderApi = Object.entries(routes).filter(([route]) => !/live|ready/.test(route));

/** An empty call, as a browser would make it. */
async function callRoute(route: string, caller: string): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const token = tokens[caller];
  const response = await app.call(`/api${path}`, {
    method: method.toUpperCase(),
    ...(token ? { token } : {}),
    headers: {
      'content-type': 'application/json',
      ...(caller === 'viewing admin' ? { 'x-scrip-view-as': viewToken } : {}),
    },
    ...(method === 'post' ? { body: '{}' } : {}),
  });
  await response.body?.cancel();
  return response.status;
}

test.each(routesUnderApi)('%s is for %s', async (route, rule) => {
  for (const caller of callers) {
    const status = await callRoute(route, caller);
    // Without the secret nobody gets anything, whoever signs in beside it.
    if (rule === 'own secret') expect([400, 401, 403, 404], caller).toContain(status);
    else if (route === 'get /config') expect(status, caller).toBe(200);
    else {
      const refusal = refusalOf(rule, caller, route.startsWith('post'));
      if (refusal === null) expect([401, 403, 500], caller).not.toContain(status);
      else expect(status, caller).toBe(refusal);
    }
  }
});

test('every verb has a route under /v1', () => {
  const verbs = Object.keys(operations).map((verb) => `verbs.${verb}`);
  expect(verbs.toSorted()).toEqual(rules.keys.toSorted());
});

test.each(Object.entries(operations))('under /v1, %s is for keys', async (verb, { method, path }) => {
  for (const caller of callers) {
    const token = tokens[caller];
    const response = await app.call(`/v1${path.replaceAll(/:\w+/g, 'any')}`, {
      method: method.toUpperCase(),
      ...(token ? { token } : {}),
      headers: {
        'content-type': 'application/json',
        ...(caller === 'viewing admin' ? { 'x-scrip-view-as': viewToken } : {}),
      },
      ...(method === 'post' ? { body: '{}' } : {}),
    });
    const isMinting = caller === 'API key of a user' && ['grant', 'refund'].includes(verb);
    const refusal = isMinting ? 403 : refusalOf('keys', caller, method === 'post');
    if (refusal === null) expect([401, 403, 500], caller).not.toContain(response.status);
    else expect(response.status, caller).toBe(refusal);
    await response.body?.cancel();
  }
});

test('the metrics count by their own token alone', async () => {
  for (const caller of callers) {
    const token = tokens[caller];
    const { status } = await app.call('/metrics', token ? { token } : {});
    expect([401, 404], caller).toContain(status);
  }
});

test('a webhook counts by its signature alone, whoever else signs it', async () => {
  for (const caller of callers) {
    const token = tokens[caller];
    const response = await app.call('/api/webhooks/clerk', {
      method: 'POST',
      body: '{}',
      ...(token ? { token } : {}),
    });
    expect(response.status).toBe(401);
  }
});

test("another user's entries are not found, whoever guesses their id", async () => {
  const { id, userId } = await database.db.usageHistory.findFirstOrThrow({ where: { kind: 'GRANT' } });
  const ask = (path: string, caller: string) =>
    app.call(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify({ id }))}`, {
      ...(tokens[caller] ? { token: tokens[caller] } : {}),
    });
  const owner = await database.db.user.findUniqueOrThrow({ where: { id: userId } });
  const me = await app.call('/trpc/users.me', { ...(tokens.user ? { token: tokens.user } : {}) });
  const { result } = (await me.json()) as { result: { data: { id: string } } };
  const caller = result.data.id === owner.id ? 'demoted admin' : 'user';
  for (const path of ['credits.entry', 'credits.payments'])
    expect((await ask(path, caller)).status).toBe(404);
});

test('a view that is not the admin’s own, or no view at all, lets nobody in', async () => {
  for (const [caller, token] of [
    ['user', viewToken],
    ['demoted admin', viewToken],
    ['admin', 'made-up'],
  ] as const) {
    const response = await app.call('/trpc/users.me', {
      ...(tokens[caller] ? { token: tokens[caller] } : {}),
      headers: { 'x-scrip-view-as': token },
    });
    expect(response.status).toBe(403);
  }
});

test('whoever views sees the user’s own data, and is told whose view it is', async () => {
  const response = await app.call('/trpc/users.me', {
    ...(tokens.admin ? { token: tokens.admin } : {}),
    headers: { 'x-scrip-view-as': viewToken },
  });
  const { result } = (await response.json()) as { result: { data: { role: string; viewedBy: object } } };
  expect(result.data).toMatchObject({ role: 'USER', viewedBy: { endsAt: expect.anything() } });
});
