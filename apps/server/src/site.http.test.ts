import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBuiltSite } from './site.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'srv-site-'));
  await mkdir(join(directory, 'assets'));
  const page =
    '<!doctype html><script>paint()</script><script type="module" src="/assets/app-1.js"></script>';
  await writeFile(join(directory, 'index.html'), page);
  await writeFile(join(directory, 'assets/app-1.js'), `run("${'x'.repeat(5_000)}")`);
  await writeFile(join(directory, '.stamp'), 'internal');
  app = await startTestApp(database.db, { site: await createBuiltSite(directory) });
});
afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

test('every page of the app is its index, asked for anew each time', async () => {
  for (const path of ['/', '/history?kind=SPEND', '/admin/users/1']) {
    const response = await app.call(path);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(await response.text()).toContain('<!doctype html>');
  }
});

test('hashed assets are kept for ever, compressed, and a missing one is no page', async () => {
  const asset = await app.call('/assets/app-1.js', { headers: { 'accept-encoding': 'br' } });
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-encoding')).toBe('br');
  expect((await app.call('/assets/app-0.js')).status).toBe(404);
});

test('nothing of the build folder but the site is served', async () => {
  expect(await (await app.call('/.stamp')).text()).not.toContain('internal');
});

test('the page may run its own scripts and the inline one that it came with, no other', async () => {
  const policy = (await app.call('/')).headers.get('content-security-policy') ?? '';
  const scripts = /script-src ([^;]+)/.exec(policy)?.[1];
  expect(scripts).toMatch(/^'self' 'sha256-[\w+/=]+'$/);
});

test('with real Clerk, its hosts are allowed and nothing local is mounted', async () => {
  const publishableKey = `pk_live_${Buffer.from('clerk.example.com$').toString('base64')}`;
  const clerk = { ...app.deps.clerk, publishableKey, local: null };
  const real = await startTestApp(database.db, { clerk, authorizedParties: ['https://scrip.example.com'] });
  const config = await real.call('/api/config');
  expect(await config.json()).toMatchObject({ publishableKey, proxyUrl: null, isLocalSignIn: false });
  const policy = config.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src [^;]*https:\/\/clerk\.example\.com/);
  expect(policy).toMatch(/connect-src [^;]*https:\/\/clerk\.example\.com/);
  expect(config.headers.get('strict-transport-security')).toContain('max-age');
  expect((await real.call('/__clerk/v1/environment')).status).toBe(404);
  await real.close();
});
