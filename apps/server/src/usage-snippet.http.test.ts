import { ensureFeatureCatalogue } from '@scrip/api/server';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creditsByFeature } from '../../../docs/snippets/usage-of-user.ts';
import { createAppKey } from './test-support/api-keys.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

test('the guide’s snippet tells an app what a user used, feature by feature', async () => {
  const user = await app.createUser();
  const { id } = await user.client.users.me.query();
  for (const idempotencyKey of ['a', 'b'])
    await user.client.credits.spend.mutate({ featureKey: 'ai_text_chat', idempotencyKey });
  await user.client.credits.spend.mutate({ featureKey: 'ai_image_generation', idempotencyKey: 'c' });
  expect(await creditsByFeature(app.url, await createAppKey(app), id)).toEqual([
    { feature: 'Image generation', credits: 5 },
    { feature: 'Text chat', credits: 2 },
  ]);
});
