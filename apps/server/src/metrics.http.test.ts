import { closeDatabase, createDatabase } from '@scrip/database';
import { createAccount, systemContext, useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import type { AppDeps } from './deps.ts';
import { createMetrics } from './metrics.ts';
import { startTestApp } from './test-support/app.ts';

const database = useTestDatabase();
const metricsToken = 'a-token-of-twenty-letters';

async function openApp(overrides: Partial<AppDeps> = {}) {
  const app = await startTestApp(database.db, { metricsToken, ...overrides });
  onTestFinished(() => app.close());
  const read = (token?: string) =>
    app.call('/metrics', token ? { headers: { authorization: `Bearer ${token}` } } : {});
  return { app, read };
}

test('Prometheus reads what the auditor found and how much this process audited', async () => {
  const { userId } = await createAccount(database.db);
  const found = { law: 1, rule: 'balance', count: 1, expected: '100', found: '101' };
  const seenAt = { firstSeenAt: new Date(), lastSeenAt: new Date() };
  await database.db.auditorDeviation.create({ data: { userId, ...found, ...seenAt } });
  await database.db.auditorState.create({ data: { lastPassAt: new Date('2026-11-23T12:00:00Z') } });
  const { app, read } = await openApp();
  app.deps.metrics.usersAudited.inc(7);
  const response = await read(metricsToken);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const lines = (await response.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'scrip_auditor_deviations 1',
      'scrip_auditor_last_pass_timestamp_seconds 1795435200',
      'scrip_auditor_users_audited_total 7',
    ]),
  );
});

test('a database that is away is not told as a ledger in order', async () => {
  const db = createDatabase({ connectionString: 'postgresql://nobody@127.0.0.1:9/none' });
  onTestFinished(() => closeDatabase(db));
  const { read } = await openApp({ metrics: createMetrics(systemContext(db)) });
  const response = await read(metricsToken);
  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/^scrip_auditor_deviations NaN$/im);
});

test.each([undefined, 'another-token'])('without the token nothing is told: %s', async (token) => {
  const { read } = await openApp();
  const response = await read(token);
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain('scrip_');
});

test('where no token is configured there is no such page', async () => {
  const { read } = await openApp({ metricsToken: null });
  expect((await read('null')).status).toBe(404);
});
