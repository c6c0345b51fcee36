import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLocalClerk } from './index.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { currentSession } from './test-support/browser.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

it('a restart keeps keys, users and sessions: the browser notices nothing', async () => {
  const browser = app.browser();
  const session = currentSession(await browser.signUp('ada@example.test', 'long enough'));
  const { publishableKey, secretKey, jwtKey, webhookSigningSecret } = app.clerk;
  await app.restart();
  expect(app.clerk).toMatchObject({ publishableKey, secretKey, jwtKey, webhookSigningSecret });
  const headers = { authorization: `Bearer ${session.last_active_token.jwt}` };
  expect((await browser.fetch('/api/me', { headers })).status).toBe(200);
  expect((await browser.token(session.id)).status).toBe(200);
  expect((await app.browser().signIn('ada@example.test', 'long enough')).status).toBe(200);
});

it('the directory and its files are for their owner only', async () => {
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
  expect(await modeOf(app.directory)).toBe('700');
  expect(await modeOf(join(app.directory, 'keys.json'))).toBe('600');
  expect(await modeOf(join(app.directory, 'state.json'))).toBe('600');
});

it('a second process cannot use the directory at the same time', async () => {
  const options = { directory: app.directory, origins: [app.origin], webhookUrl: `${app.origin}/webhooks` };
  await expect(createLocalClerk(options)).rejects.toThrow('Another running Scrip uses');
});
