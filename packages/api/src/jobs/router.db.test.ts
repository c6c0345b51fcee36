import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { BalanceFeed } from '../credits/balance-feed.ts';
import { localMailer } from '../mail/test-support.ts';
import { createPlaygroundModels } from '../playground/models.ts';
import { createCaller } from '../root.ts';
import { enqueue } from './enqueue.ts';
import { defineJob, defineRecurringJob } from './job-kind.ts';
import { runJobs } from './test-support/run-jobs.ts';

const database = useTestDatabase();
let now: Date;
let isBroken: boolean;
let ran: string[];
let admin: TestAccount;

beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z');
  isBroken = true;
  ran = [];
  await database.db.job.deleteMany();
  admin = await createAccount(database.db, { role: 'ADMIN', credits: 0, now: () => now });
});

const note = defineJob({
  name: 'test.note',
  payload: z.strictObject({ name: z.string() }),
  maxAttempts: 1,
  keepDoneDays: 1,
  async run(_, { name }) {
    if (isBroken) throw new Error('no luck');
    ran.push(name);
  },
});
const sweep = defineRecurringJob({
  name: 'test.sweep',
  everySeconds: 60,
  run: async () => {
    ran.push('sweep');
  },
});

const run = () => runJobs(database.db, [note, sweep], { now: () => now });
const add = (name: string, options?: Parameters<typeof enqueue>[3]) =>
  enqueue(admin.system, note, { name }, options);

function callerOf({ own }: TestAccount) {
  const balanceFeed = new BalanceFeed({ db: database.db, logger: own.logger });
  const playgroundModels = createPlaygroundModels({});
  return createCaller({ ...own, requestId: 'test', balanceFeed, mailer: localMailer(), playgroundModels })
    .jobs;
}

async function addDead() {
  await add('dead', { key: 'cause' });
  await run();
  const job = await database.db.job.findFirstOrThrow({ where: { deadAt: { not: null } } });
  return job.id;
}

test('the state tells what waits, fails and is dead, how late it is, and when recurring jobs run', async () => {
  await addDead();
  await add('failing', { maxAttempts: 2 });
  await run();
  await add('waiting', { runAt: new Date('2026-11-23T13:00:00Z') });
  now = new Date('2026-11-23T12:00:59Z');
  expect(await callerOf(admin).state()).toMatchObject({
    counts: { waiting: 1, running: 0, failing: 1, dead: 1 },
    lateSeconds: 54,
    recurring: [
      {
        kind: 'test.sweep',
        everySeconds: 60,
        isRunning: false,
        failures: 0,
        lastError: null,
        doneAt: new Date('2026-11-23T12:00:00Z'),
        nextRunAt: new Date('2026-11-23T12:01:00Z'),
      },
    ],
  });
});

test('the list pages through jobs of the asked states, newest first, each once', async () => {
  for (let n = 0; n < 5; n += 1) await add(`${n}`, { runAt: new Date('2026-11-23T13:00:00Z') });
  await addDead();
  const { list } = callerOf(admin);
  const names: unknown[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await list({ states: ['waiting', 'done'], limit: 2, cursor });
    for (const { payload, state } of page.items) names.push([payload, state]);
    cursor = page.nextCursor;
  } while (cursor);
  expect(names).toEqual(['4', '3', '2', '1', '0'].map((name) => [{ name }, 'waiting']));
  expect((await list({})).items).toHaveLength(6);
  const [dead] = (await list({ states: ['dead'] })).items;
  expect(dead).toMatchObject({ lastError: 'no luck', key: 'cause' });
  expect(await callerOf(admin).get({ id: dead?.id ?? '' })).toEqual(dead);
  await expect(callerOf(admin).get({ id: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a dead job that is retried runs with all its attempts before it, and that is audited', async () => {
  const id = await addDead();
  isBroken = false;
  await callerOf(admin).retry({ id });
  await run();
  expect(ran).toContain('dead');
  expect((await callerOf(admin).list({})).items).toMatchObject([{ id, state: 'done', lastError: null }]);
  expect(await database.db.auditLog.findMany({ where: { targetId: id } })).toMatchObject([
    {
      userId: admin.userId,
      action: 'jobs.retry',
      targetType: 'job',
      before: { kind: 'test.note', state: 'dead', attempts: 1, lastError: 'no luck' },
    },
  ]);
  await expect(callerOf(admin).retry({ id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('a recurring job can be run before its turn', async () => {
  await run();
  const [job] = (await callerOf(admin).state()).recurring;
  await callerOf(admin).retry({ id: job?.id ?? '' });
  await run();
  expect(ran).toEqual(['sweep', 'sweep']);
});

test('a dead job can be deleted, which frees its key and is audited; another can not', async () => {
  const id = await addDead();
  const { delete: remove, list } = callerOf(admin);
  await remove({ id });
  await expect(remove({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await database.db.auditLog.count({ where: { targetId: id, action: 'jobs.delete' } })).toBe(1);
  expect(await add('again', { key: 'cause' })).toBe(true);
  const [waiting] = (await list({})).items;
  await expect(remove({ id: waiting?.id ?? '' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('users see and change nothing', async () => {
  const id = await addDead();
  const user = callerOf(await createAccount(database.db, { credits: 0 }));
  const calls = [user.state(), user.list({}), user.get({ id }), user.retry({ id }), user.delete({ id })];
  for (const outcome of await Promise.allSettled(calls))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'FORBIDDEN' } });
  expect(await database.db.job.count({ where: { id } })).toBe(1);
});
