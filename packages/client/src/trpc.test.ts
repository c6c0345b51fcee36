import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TRPCClientError } from '@trpc/client';
import { expect, onTestFinished, test } from 'vitest';
import { createScripClient, domainErrorOf } from './trpc.ts';

test('an error that no Scrip server sent has no domain error', () => {
  expect(domainErrorOf(new Error('offline'))).toBeNull();
  expect(domainErrorOf(new TRPCClientError('Failed to fetch'))).toBeNull();
  expect(domainErrorOf(undefined)).toBeNull();
});

test('calls of one tick travel in one request, with a token asked for then', async () => {
  const requests: { path: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    requests.push({ path: request.url, authorization: request.headers.authorization });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify([{ result: { data: [] } }, { result: { data: { features: [] } } }]));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;

  const tokens = ['first'];
  const scrip = createScripClient({
    url: `http://127.0.0.1:${port}`,
    getToken: () => tokens.shift() ?? null,
  });
  await Promise.all([scrip.plans.list.query(), scrip.credits.settings.query()]);
  await Promise.all([scrip.plans.list.query(), scrip.credits.settings.query()]);
  expect(requests.map(({ authorization }) => authorization)).toEqual(['Bearer first', undefined]);
  expect(requests[0]?.path).toContain('/trpc/plans.list,credits.settings');
});
