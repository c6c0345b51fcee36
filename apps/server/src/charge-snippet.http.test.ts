import { setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chargeForChat } from '../../../docs/snippets/charge-over-http.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  await database.db.feature.create({
    data: { key: 'ai_text_chat', name: 'Text chat', operationType: 'AI_TEXT_CHAT' },
  });
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

test('the README’s snippet charges over HTTP once per message, and says what is missing', async () => {
  await setFeatureCosts(database.db, { ai_text_chat: 70 });
  const user = await app.createUser();
  const charge = (messageId: string) => chargeForChat(app.url, () => user.token(), messageId);
  expect(await charge('message-1')).toMatchObject({ replayed: false, entry: { balanceAfter: 30 } });
  expect(await charge('message-1')).toMatchObject({ replayed: true, entry: { balanceAfter: 30 } });
  expect(await charge('message-2')).toEqual({ missing: 40 });
});
