import { randomUUID } from 'node:crypto';
import { JobRunner, jobKinds, type ServiceContext } from '@scrip/api/server';
import { closeDatabase, createDatabase } from '@scrip/database';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBackendClient } from './clerk-plans.ts';
import { createClerkSessions } from './clerk-sessions.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

async function signUp(role: 'USER' | 'ADMIN' = 'USER') {
  const { clerkId, token: newToken, email } = await app.createUser();
  const token = await newToken();
  await app.call('/trpc/users.me', { token });
  const { id } = await database.db.user.update({ where: { clerkId }, data: { role } });
  return { id, clerkId, email, token };
}

type Caller = { token: string };

function change(admin: Caller, verb: string, input: object) {
  return app.call(`/trpc/users.${verb}`, {
    method: 'POST',
    token: admin.token,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'Because of a test', ...input }),
  });
}

/** Opens a stream, and answers how many milliseconds after a call of `measure` it ended. */
async function openStream({ token }: Caller, headers: Record<string, string> = {}) {
  const response = await app.call('/trpc/credits.live', {
    token,
    headers: { accept: 'text/event-stream', ...headers },
  });
  const reader = response.body?.getReader();
  await reader?.read();
  const ended = (async () => {
    while (!(await reader?.read())?.done);
  })()
    .catch(() => undefined)
    .then(() => performance.now());
  return { status: response.status, ended };
}

test('what streams to a deactivated user breaks off within a second, and nothing lets them in again', async () => {
  const [admin, user] = [await signUp('ADMIN'), await signUp()];
  const { ended } = await openStream(user);
  const start = performance.now();
  const changed = await change(admin, 'setActive', { userId: user.id, isActive: false });
  expect(changed.status).toBe(200);
  expect((await ended) - start).toBeLessThan(1_000);
  expect((await openStream(user)).status).toBe(403);
});

test('an admin who is none any more loses what they look at within a second, though another process did it', async () => {
  const [admin, other, user] = [await signUp('ADMIN'), await signUp('ADMIN'), await signUp()];
  const started = await change(other, 'startViewing', { userId: user.id });
  const { result } = (await started.json()) as { result: { data: { token: string } } };
  const view = { 'x-scrip-view-as': result.data.token };
  const [own, viewed, mine] = [
    await openStream(other),
    await openStream(other, view),
    await openStream(admin),
  ];
  const elsewhere = createDatabase({ connectionString: database.connectionString });
  const start = performance.now();
  await elsewhere.user.update({ where: { id: other.id }, data: { role: 'USER' } });
  expect((await own.ended) - start).toBeLessThan(1_000);
  expect((await viewed.ended) - start).toBeLessThan(1_000);
  await closeDatabase(elsewhere);
  const still = Symbol('still open');
  expect(await Promise.race([mine.ended, Promise.resolve(still)])).toBe(still);
});

test('a view that its admin ends breaks off within a second; what the admin streams of their own goes on', async () => {
  const [admin, user] = [await signUp('ADMIN'), await signUp()];
  const started = await change(admin, 'startViewing', { userId: user.id });
  const { result } = (await started.json()) as { result: { data: { token: string } } };
  const { token } = result.data;
  const [own, viewed] = [await openStream(admin), await openStream(admin, { 'x-scrip-view-as': token })];
  const start = performance.now();
  const stopped = await app.call('/trpc/users.stopViewing', {
    method: 'POST',
    token: admin.token,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  expect(stopped.status).toBe(200);
  expect((await viewed.ended) - start).toBeLessThan(1_000);
  const still = Symbol('still open');
  expect(await Promise.race([own.ended, Promise.resolve(still)])).toBe(still);
});

function runJobs() {
  const ctx: ServiceContext = systemContext(database.db);
  const clerkSessions = createClerkSessions(app.deps.clerk);
  const { mailer } = app.deps;
  const kinds = jobKinds.filter(({ name }) => name === 'users.endSessions');
  return new JobRunner({ db: database.db, logger: ctx.logger, mailer, kinds, clerkSessions }).runDue();
}

async function sessionsOf(userId: string): Promise<number> {
  const client = createBackendClient(app.deps.clerk);
  return (await client.sessions.getSessionList({ userId, status: 'active' })).data.length;
}

test("a deactivated user's sessions at Clerk are ended; those of one who is active again are not", async () => {
  const [admin, gone, back] = [await signUp('ADMIN'), await signUp(), await signUp()];
  expect([await sessionsOf(gone.clerkId), await sessionsOf(back.clerkId)]).toEqual([1, 1]);
  await change(admin, 'setActive', { userId: gone.id, isActive: false });
  await change(admin, 'setActive', { userId: back.id, isActive: false });
  await change(admin, 'setActive', { userId: back.id, isActive: true });
  await runJobs();
  expect([await sessionsOf(gone.clerkId), await sessionsOf(back.clerkId)]).toEqual([0, 1]);
});

test('somebody whom Clerk does not know has no session to end', async () => {
  await createClerkSessions(app.deps.clerk).endAll(`user_${randomUUID()}`);
});
