import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ensureFeatureCatalogue } from '@scrip/api/server';
import { createScrip } from '@scrip/client';
import { setFeatureCosts, systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerChat } from '../../../docs/snippets/charge-for-a-feature.ts';
import { createAppKey } from './test-support/api-keys.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
const database = useTestDatabase();
let app: TestApp;
let apiKey: string;

beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  await setFeatureCosts(database.db, { ai_text_chat: 70 });
  app = await startTestApp(database.db);
  apiKey = await createAppKey(app);
});
afterAll(() => app.close());

async function newUser(): Promise<string> {
  const user = await app.createUser();
  return (await user.client.users.me.query()).id;
}

test('the plain Node script runs outside of this workspace on the built package', async () => {
  const userId = await newUser();
  const project = await mkdtemp(join(tmpdir(), 'scrip-example-'));
  try {
    await cp(join(root, 'examples/node-script'), project, { recursive: true });
    const installed = join(project, 'node_modules/@scrip/client');
    await run(process.execPath, [join(root, 'packages/client/scripts/build.ts'), installed]);
    const ask = () =>
      run(process.execPath, ['answer.js', app.url, apiKey, userId, 'Hello'], { cwd: project });
    expect((await ask()).stdout).toBe('You said: Hello (30 credits left)\n');
    await expect(ask()).rejects.toMatchObject({ code: 1, stdout: '40 credits are missing.\n' });
  } finally {
    await rm(project, { recursive: true, force: true });
  }
});

test('the snippet of “Charge for a feature” charges an answer, says what is missing, and charges no failure', async () => {
  const scrip = createScrip({ url: app.url, apiKey });
  const other = await newUser();
  const message = { id: 'm1', userId: other, text: 'Hello' };
  const failing = answerChat(scrip, message, () => Promise.reject(new Error('down')));
  await expect(failing).rejects.toThrow('down');
  expect(await answerChat(scrip, message, async (text) => text.toUpperCase())).toBe('HELLO');
  const again = answerChat(scrip, message, async (text) => text);
  await expect(again).rejects.toMatchObject({ code: 'ALREADY_CHARGED' });
  const next = await answerChat(scrip, { ...message, id: 'm2' }, async (text) => text);
  expect(next).toBe('40 more credits are needed.');
});
