import { createAccount, systemContext, useTestDatabase } from '@scrip/testing';
import { beforeEach, expect, test } from 'vitest';
import { runJobs } from '../jobs/test-support/run-jobs.ts';
import type { Mailer } from '../mail/mailer.ts';
import { sendMailJob } from '../mail/send-mail-job.ts';
import { localMailer } from '../mail/test-support.ts';
import { lowBalanceJob } from './low-balance-job.ts';

const database = useTestDatabase();
const start = new Date('2026-11-23T12:00:00Z');
let now: Date;
let mailer: Mailer;

beforeEach(async () => {
  now = start;
  mailer = localMailer();
  await database.db.job.deleteMany();
  await database.db.creditBalance.updateMany({ data: { lowSince: null } });
});

async function open(lowSince: Date | null = start, credits = 12) {
  const account = await createAccount(database.db, { credits, now: () => now });
  await setLow(account.userId, lowSince);
  return account;
}

const setLow = (userId: string, lowSince: Date | null) =>
  database.db.creditBalance.update({ where: { userId }, data: { lowSince, lowThresholdCredits: 20 } });

async function sweep() {
  await runJobs(database.db, [lowBalanceJob, sendMailJob], { mailer, now: () => now });
  now = new Date(now.getTime() + 15_000);
}

const mails = () => mailer.mailbox.list({ beforeId: null, take: 1_000 });
const balanceOf = (userId: string) => database.db.creditBalance.findUniqueOrThrow({ where: { userId } });

test('the owner of a balance that became low is told once, and again at the next crossing', async () => {
  const { userId, clerkUserId } = await open();
  await sweep();
  await sweep();
  expect(await mails()).toMatchObject([
    {
      to: `${clerkUserId}@example.com`,
      subject: 'Your balance is low: 12 credits left',
      text: expect.stringContaining('You have 12 credits left. Low means 20 or less.'),
    },
  ]);
  expect(await balanceOf(userId)).toMatchObject({ lowSince: start, lowNotifiedAt: start });

  await setLow(userId, null);
  await sweep();
  await setLow(userId, now);
  await sweep();
  expect(await mails()).toHaveLength(2);
});

test('nobody is told who is not low, and who has nothing left is told so', async () => {
  await open(null);
  await open(start, 0);
  await sweep();
  expect((await mails()).map(({ subject }) => subject)).toEqual(['You have no credits left']);
});

test('who wants no mail, is deactivated or has no address gets none, and is not looked at again', async () => {
  const [unwilling, inactive, nameless] = [await open(), await open(), await open()];
  await database.db.userPreferences.create({ data: { userId: unwilling.userId, emailAlerts: false } });
  await database.db.user.update({ where: { id: inactive.userId }, data: { isActive: false } });
  await database.db.user.update({ where: { id: nameless.userId }, data: { email: null } });
  await sweep();
  expect(await mails()).toEqual([]);
  expect(await database.db.job.count({ where: { kind: 'mail.send' } })).toBe(0);
  for (const { userId } of [unwilling, inactive, nameless])
    expect(await balanceOf(userId)).toMatchObject({ lowNotifiedAt: start });
});

test('a balance that a spend has locked is left to the next turn, the others are told', async () => {
  const [busy, free] = [await open(), await open()];
  await database.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "CreditBalance" WHERE "userId" = ${busy.userId} FOR UPDATE`;
    await sweep();
  });
  expect((await mails()).map(({ to }) => to)).toEqual([`${free.clerkUserId}@example.com`]);
  await sweep();
  expect(await mails()).toHaveLength(2);
});

test('many at once are told in one turn, whatever number of processes sweep', async () => {
  await Promise.all(Array.from({ length: 230 }, () => open()));
  await Promise.all(
    [lowBalanceJob, lowBalanceJob, lowBalanceJob].map((job) => job.execute(jobContext(), {})),
  );
  await sweep();
  expect(new Set((await mails()).map(({ to }) => to)).size).toBe(230);
  expect(await database.db.job.count({ where: { kind: 'mail.send' } })).toBe(230);
});

const jobContext = () => ({
  ...systemContext(database.db, () => now),
  mailer,
  jobId: 'test',
  signal: new AbortController().signal,
});
