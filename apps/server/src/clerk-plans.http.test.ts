import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClerkPlanSource } from './clerk-plans.ts';
import type { ClerkConnection } from './deps.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

test('an admin imports over HTTP what local Clerk has; billing that is off is told apart', async () => {
  const { client, clerkId } = await app.createUser();
  await client.users.me.query();
  await database.db.user.update({ where: { clerkId }, data: { role: 'ADMIN' } });
  const source = { kind: 'clerk' as const };
  await expect(client.plans.previewImport.mutate({ source })).rejects.toMatchObject({
    data: { httpStatus: 502, domain: { code: 'CLERK_FAILED', reason: 'not_found', status: 404 } },
  });

  const plans = Array.from({ length: 130 }, (_, n) => ({
    id: `cplan_${n}`,
    name: `Plan ${n}`,
    monthlyCents: n,
    yearlyCents: 10 * n,
  }));
  await app.localClerk.setBillingPlans(plans);
  const { previewId, items } = await client.plans.previewImport.mutate({ source });
  expect(items).toHaveLength(130);
  const credits = { cplan_129: 5 };
  expect(await client.plans.applyImport.mutate({ source, previewId, credits })).toEqual({
    created: 130,
    changed: 0,
  });
  expect(await client.plans.list.query()).toMatchObject([
    { name: 'Plan 129', credits: 5, currency: 'USD', priceMonthlyCents: 129, priceYearlyCents: 1290 },
  ]);
});

describe('a Clerk that does not tell its plans', () => {
  const json = { 'content-type': 'application/json' };
  const answers: [string, RequestListener, object][] = [
    [
      'refuses the key',
      (_req, res) => void res.writeHead(401, json).end('{"errors":[]}'),
      { reason: 'unauthorized', status: 401 },
    ],
    [
      'lets the key do less',
      (_req, res) => void res.writeHead(403).end('no'),
      { reason: 'forbidden', status: 403 },
    ],
    [
      'has no billing',
      (_req, res) => void res.writeHead(404, json).end('{"errors":[{"code":"x"}]}'),
      { reason: 'not_found' },
    ],
    [
      'is asked too often',
      (_req, res) => void res.writeHead(429, json).end('{"errors":[]}'),
      { reason: 'rate_limited' },
    ],
    ['fails', (_req, res) => void res.writeHead(503).end('<html>'), { reason: 'failed', status: 503 }],
    ['answers a page', (_req, res) => void res.writeHead(200).end('<html>'), { reason: 'unexpected' }],
    [
      'answers prices that are none',
      (_req, res) => {
        const plan = {
          object: 'commerce_plan',
          id: 'c',
          name: 'A',
          for_payer_type: 'user',
          fee: { amount: 'x' },
          features: [],
        };
        res.writeHead(200, json).end(JSON.stringify({ data: [plan], total_count: 1 }));
      },
      { reason: 'unexpected' },
    ],
    ['hangs up', (req) => void req.socket.destroy(), { reason: 'unreachable', status: null }],
    ['keeps silent', () => undefined, { reason: 'timeout', status: null }],
  ];

  test.each(answers)('%s', async (_what, listener, details) => {
    const server = createServer(listener);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    // A server that listens on a port has this kind of address.
    const { port } = server.address() as AddressInfo;
    const clerk: ClerkConnection = { ...app.deps.clerk, apiUrl: `http://127.0.0.1:${port}` };
    const source = createClerkPlanSource(clerk, 500);
    await expect(source()).rejects.toMatchObject({
      code: 'CLERK_FAILED',
      details,
      message: expect.stringMatching(/^Clerk /),
    });
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
});
