import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { createLocalClerk, type LocalClerk } from './index.ts';

async function serveLocalSignIn(app: Express, port: number, directory: string): Promise<LocalClerk> {
  const clerk = await createLocalClerk({
    directory,
    origins: [`http://localhost:${port}`, `http://127.0.0.1:${port}`],
    webhookUrl: `http://127.0.0.1:${port}/webhooks/clerk`,
  });
  app.use(clerk.path, clerk.router);
  clerk.startWebhooks();
  return clerk;
}

test('the README’s lines serve local sign-in', async () => {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;
  const directory = await mkdtemp(join(tmpdir(), 'lc-readme-'));
  const clerk = await serveLocalSignIn(app, port, directory);
  onTestFinished(async () => {
    await clerk.close();
    server.close();
    await rm(directory, { recursive: true, force: true });
  });
  const environment = await fetch(`http://127.0.0.1:${port}/__clerk/v1/environment`);
  expect(environment.status).toBe(200);
  expect(await environment.json()).toHaveProperty('display_config');
});
