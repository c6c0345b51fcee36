import { afterEach, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { currentSession } from './test-support/browser.ts';

let app: TestApp;
afterEach(() => app.close());

function delivered(): string[] {
  return app.events.map(({ event }) => `${event.type} ${event.data.id}`);
}

it('sends a life of a user in order, each event signed and under an id of its own', async () => {
  app = await startTestApp();
  app.clerk.startWebhooks();
  const browser = app.browser();
  const session = currentSession(
    await browser.signUp('ada@example.test', 'long enough', { first_name: 'Ada' }),
  );
  const own = `?_clerk_session_id=${session.id}`;
  await browser.call('PATCH', `/me${own}`, { first_name: 'Countess' });
  await browser.call('DELETE', `/me${own}`);
  await app.untilEvents(3);
  const { id } = session.user;
  expect(delivered()).toEqual([`user.created ${id}`, `user.updated ${id}`, `user.deleted ${id}`]);
  expect(new Set(app.events.map(({ messageId }) => messageId)).size).toBe(3);
  expect(app.events.map(({ event }) => event.data)).toMatchObject([
    { first_name: 'Ada', email_addresses: [{ email_address: 'ada@example.test' }], private_metadata: {} },
    { first_name: 'Countess' },
    { deleted: true },
  ]);
});

it('tries again until it is accepted, and keeps the order meanwhile', async () => {
  app = await startTestApp();
  app.webhooks.failuresLeft = 2;
  const { clerkId } = await app.clerk.createUser({ email: 'ada@example.test', password: 'long enough' });
  app.clerk.startWebhooks();
  await app.untilEvents(1);
  expect(app.webhooks.failuresLeft).toBe(0);
  expect(delivered()).toEqual([`user.created ${clerkId}`]);
});

it('sends nothing before it is started, and after a restart what had not been accepted', async () => {
  app = await startTestApp();
  const { clerkId } = await app.clerk.createUser({ email: 'ada@example.test', password: 'long enough' });
  await app.restart();
  expect(delivered()).toEqual([]);
  app.clerk.startWebhooks();
  await app.untilEvents(1);
  await app.restart();
  app.clerk.startWebhooks();
  const { clerkId: second } = await app.clerk.createUser({
    email: 'bob@example.test',
    password: 'long enough',
  });
  // A restart before the acceptance is on disk delivers the first once more: at least once.
  await expect
    .poll(() => [...new Set(delivered())])
    .toEqual([`user.created ${clerkId}`, `user.created ${second}`]);
});
