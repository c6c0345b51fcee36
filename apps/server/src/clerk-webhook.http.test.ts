import { randomUUID } from 'node:crypto';
import { JobRunner, jobKinds } from '@scrip/api/server';
import { recordingLogger, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(database.db, { adminEmails: new Set(['boss@example.com']) });
});
afterAll(() => app.close());

type Person = { id: string; email?: string; name?: string; isVerified?: boolean; updatedAt?: number };

function userEvent(type: 'user.created' | 'user.updated', person: Person): object {
  const { id, email = `${id}@example.com`, name = 'Ada', isVerified = true, updatedAt = 1_000 } = person;
  const address = {
    id: 'idn_1',
    email_address: email,
    verification: { status: isVerified ? 'verified' : 'unverified' },
  };
  return {
    type,
    object: 'event',
    timestamp: updatedAt,
    data: {
      id,
      first_name: name,
      last_name: null,
      primary_email_address_id: 'idn_1',
      email_addresses: [address],
      updated_at: updatedAt,
      unsafe_metadata: { role: 'ADMIN' },
    },
  };
}

const deletion = (id: string) => ({
  type: 'user.deleted',
  object: 'event',
  timestamp: 5_000,
  data: { id, deleted: true },
});

/** Delivers, and lets the job that the delivery left behind run. */
async function deliver(...delivery: Parameters<TestApp['deliver']>): Promise<Response> {
  const response = await app.deliver(...delivery);
  await runJobs();
  return response;
}

async function runJobs(): Promise<void> {
  const { db, mailer, adminEmails, clerkBilling } = app.deps;
  const kinds = jobKinds.filter(({ name }) => name === 'webhooks.process');
  await new JobRunner({ db, mailer, adminEmails, clerkBilling, kinds, logger: recordingLogger() }).runDue();
}

const newId = () => `user_${randomUUID()}`;
const findUser = (clerkId: string) =>
  database.db.user.findUnique({ where: { clerkId }, include: { creditBalance: true } });
const findDelivery = (id: string) => database.db.webhookDelivery.findUnique({ where: { id } });

describe('the signature', () => {
  test.each([
    ['is missing', { 'svix-signature': '' }],
    ['is wrong', { 'svix-signature': 'v1,bm9uc2Vuc2U=' }],
    ['is of another delivery', { 'svix-id': 'msg_other' }],
    ['is older than five minutes', { 'svix-timestamp': String(Math.floor(Date.now() / 1000) - 400) }],
    ['covers a body that is not JSON', { 'content-type': 'text/plain' }],
  ])('that %s makes the delivery refused, unstored', async (_what, headers) => {
    const id = newId();
    const response = await app.deliver(userEvent('user.created', { id }), `msg_${id}`, headers);
    expect(response.status).toBe(401);
    expect(await findUser(id)).toBeNull();
    expect(await findDelivery(`msg_${id}`)).toBeNull();
  });
});

test('the exact bytes are signed: spaced out and escaped they are taken, written anew they are not', async () => {
  const id = newId();
  const body = `{\n  "type" : "user.created",\t"data":{ "id":"${id}", "first_name":"Ren\\u00e9e \\/ Co \\ud83d\\ude00" } }\n`;
  const compact = JSON.stringify(JSON.parse(body));
  expect((await app.deliver({}, `msg_${id}`, app.sign(`msg_${id}`, body), compact)).status).toBe(401);
  expect(await findDelivery(`msg_${id}`)).toBeNull();
  expect((await app.deliver({}, `msg_${id}`, {}, body)).status).toBe(200);
  await runJobs();
  expect(await findUser(id)).toMatchObject({ name: 'Renée / Co 😀' });
});

test('a body of 2 MB is refused before anything is read of it, and the next delivery is taken', async () => {
  const large = userEvent('user.created', { id: newId(), name: 'x'.repeat(2_000_000) });
  expect((await app.deliver(large, 'msg_large')).status).toBe(413);
  expect(await findDelivery('msg_large')).toBeNull();
  expect((await app.deliver(userEvent('user.created', { id: newId() }))).status).toBe(200);
});

test('a new user gets one account with the sign-up credits', async () => {
  const id = newId();
  expect((await deliver(userEvent('user.created', { id }))).status).toBe(200);
  expect(await findUser(id)).toMatchObject({
    email: `${id}@example.com`,
    name: 'Ada',
    role: 'USER',
    creditBalance: { lastSeq: 1 },
  });
});

test('a delivery that comes again, or 20 times at once, is answered well and takes effect once', async () => {
  const id = newId();
  const event = userEvent('user.created', { id });
  const answers = await Promise.all(Array.from({ length: 20 }, () => app.deliver(event, `msg_${id}`)));
  await runJobs();
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  const outcomes = await Promise.all(answers.map((answer) => answer.text()));
  expect(outcomes.filter((outcome) => outcome.includes('ACCEPTED'))).toHaveLength(1);
  expect(await findDelivery(`msg_${id}`)).toMatchObject({ status: 'PROCESSED', attempts: 1, subjectId: id });
  expect(await findUser(id)).toMatchObject({ creditBalance: { lastSeq: 1 } });
});

test('only a verified address makes an admin, and only an address', async () => {
  const [pretender, boss] = [newId(), newId()];
  await deliver(userEvent('user.created', { id: pretender, email: 'boss@example.com', isVerified: false }));
  expect(await findUser(pretender)).toMatchObject({ email: null, role: 'USER' });
  await deliver(userEvent('user.created', { id: boss, email: 'Boss@example.com' }));
  expect(await findUser(boss)).toMatchObject({ email: 'boss@example.com', role: 'ADMIN' });
});

describe('deliveries that overtake each other', () => {
  test('an older change does not undo a newer one', async () => {
    const id = newId();
    await deliver(userEvent('user.updated', { id, name: 'Newest', updatedAt: 3_000 }));
    await deliver(userEvent('user.updated', { id, name: 'Older', updatedAt: 2_000 }));
    expect(await database.db.webhookDelivery.count({ where: { subjectId: id, status: 'IGNORED' } })).toBe(1);
    await deliver(userEvent('user.created', { id, name: 'Oldest', updatedAt: 1_000 }));
    expect(await findUser(id)).toMatchObject({ name: 'Newest', creditBalance: { lastSeq: 1 } });
  });

  test('nothing brings a deleted user back', async () => {
    const [known, unknown] = [newId(), newId()];
    await deliver(userEvent('user.created', { id: known }));
    for (const id of [known, unknown]) {
      await deliver(deletion(id));
      await deliver(userEvent('user.updated', { id, updatedAt: 9_000 }));
    }
    expect(await findUser(known)).toMatchObject({ email: null, name: null, isActive: false });
    expect(await findUser(unknown)).toBeNull();
  });
});

test('an address that another account has is left out instead of failing for ever', async () => {
  const [first, second] = [newId(), newId()];
  const email = `${first}@example.com`;
  await deliver(userEvent('user.created', { id: first, email }));
  await deliver(userEvent('user.created', { id: second }));
  const response = await deliver(userEvent('user.updated', { id: second, email, updatedAt: 2_000 }));
  expect(response.status).toBe(200);
  expect(await findUser(second)).toMatchObject({ email: null });
});

test('a failure while working on an event is none of the sender’s business, loses nothing, and is made good later', async () => {
  const id = newId();
  const event = userEvent('user.created', { id, name: 'Unlucky' });
  await database.db.$executeRaw`ALTER TABLE "User" ADD CONSTRAINT "no_luck" CHECK ("name" <> 'Unlucky')`;
  const answer = await deliver(event, `msg_${id}`);
  await database.db.$executeRaw`ALTER TABLE "User" DROP CONSTRAINT "no_luck"`;
  expect(answer.status).toBe(200);
  expect(await findDelivery(`msg_${id}`)).toMatchObject({
    status: 'FAILED',
    attempts: 1,
    error: expect.stringContaining('no_luck'),
  });
  expect(await findUser(id)).toBeNull();

  await database.db.job.updateMany({ where: { kind: 'webhooks.process' }, data: { dueAt: new Date() } });
  await runJobs();
  expect(await findDelivery(`msg_${id}`)).toMatchObject({ status: 'PROCESSED', attempts: 2, error: null });
  expect(await findUser(id)).toMatchObject({ name: 'Unlucky' });
});

test.each([
  ['no JSON', 'no JSON at all'],
  ['nothing', 'null'],
  ['a list', '[1, 2]'],
  ['an event without data', '{"type":"user.created"}'],
])('a signed body that is %s is kept, reported and never asked for again', async (what, body) => {
  const id = `msg_${what}`.replaceAll(/\W/g, '');
  const answer = await app.deliver({}, id, {}, body);
  await runJobs();
  expect(answer.status).toBe(200);
  expect(await findDelivery(id)).toMatchObject({ status: 'FAILED', error: expect.any(String) });
});

test('texts that PostgreSQL cannot store do not stop an event', async () => {
  const body = '{"type":"user.created","data":{"id":"user_odd","first_name":"A\\u0000\\ud800"}}';
  const answer = await app.deliver({}, 'msg_odd', {}, body);
  await runJobs();
  expect(answer.status).toBe(200);
  expect(await findUser('user_odd')).toMatchObject({ name: 'A\uFFFD\uFFFD' });
});

test('a type that Scrip does not know is stored and answered well', async () => {
  const response = await deliver(
    { type: 'session.created', object: 'event', data: { id: 'sess_1' } },
    'msg_unknown',
  );
  expect(response.status).toBe(200);
  expect(await findDelivery('msg_unknown')).toMatchObject({ status: 'IGNORED', type: 'session.created' });
});

test('what local Clerk sends by itself arrives', async () => {
  const user = await app.createUser();
  app.localClerk.startWebhooks();
  const arrived = async () => {
    await runJobs();
    return findUser(user.clerkId);
  };
  await expect.poll(arrived, { timeout: 5_000 }).toMatchObject({ email: user.email });
});
