import { ensureFeatureCatalogue } from '@scrip/api/server';
import { setFeatureCosts, systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spendWithFetch } from '../../../../docs/snippets/spend-with-fetch.ts';
import { createAppKey } from '../test-support/api-keys.ts';
import { startTestApp, type TestApp } from '../test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  await setFeatureCosts(database.db, { ai_text_chat: 70 });
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

test('the snippet of “Scrip over plain HTTP” charges once per message, and tells what is refused', async () => {
  const apiKey = await createAppKey(app);
  const { id } = await (await app.createUser()).client.users.me.query();
  const spend = (messageId: string, userId = id) => spendWithFetch(apiKey, messageId, app.url, userId);
  expect([await spend('one'), await spend('one'), await spend('two')]).toEqual([30, 30, null]);
  await expect(spend('three', crypto.randomUUID())).rejects.toThrow(
    /^NOT_FOUND: No such user\. \(request .+\)$/,
  );
});
