import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { setEmailAlerts } from '../credits/alerts.ts';
import { runJobs } from '../jobs/test-support/run-jobs.ts';
import { sendMailJob } from '../mail/send-mail-job.ts';
import { localMailer } from '../mail/test-support.ts';
import { foldUsage } from '../usage/fold-usage.ts';
import { writeEntries } from '../usage/test-support/write-entries.ts';
import { dismissAnomaly, listAnomalies } from './anomalies.ts';
import { noticeAnomaliesJob } from './notice-anomalies-job.ts';

const database = useTestDatabase();

test('a day far above the habit is told once, by mail too, and a usual one is not', async () => {
  let now = new Date('2026-05-01T00:00:00Z');
  const mailer = localMailer();
  const look = async () => {
    await foldUsage({ db: database.db });
    await runJobs(database.db, [noticeAnomaliesJob, sendMailJob], { mailer, now: () => now });
    now = new Date(now.getTime() + 900_000);
  };
  const [wild, calm] = [
    await createAccount(database.db, { now: () => now }),
    await createAccount(database.db, { now: () => now }),
  ];
  for (const { userId } of [wild, calm])
    await writeEntries(database.db, { userId, count: 240, from: '2026-05-01', everyMinutes: 60 });
  await writeEntries(database.db, {
    userId: wild.userId,
    count: 300,
    from: '2026-05-11T01:00:00Z',
    everyMinutes: 1,
  });
  await writeEntries(database.db, {
    userId: calm.userId,
    count: 20,
    from: '2026-05-11T01:00:00Z',
    everyMinutes: 15,
  });
  now = new Date('2026-05-11T12:00:00Z');
  await look();
  await look();
  expect(await listAnomalies(calm.own, calm.userId)).toEqual([]);
  const [notice, ...more] = await listAnomalies(wild.own, wild.userId);
  expect(more).toEqual([]);
  expect(notice).toMatchObject({ day: '2026-05-11', span: 'day', dismissedAt: null });
  expect(notice?.creditsSpent).toBeGreaterThan(notice?.limitCredits ?? 0);
  const mails = await mailer.mailbox.list({ beforeId: null, take: 10 });
  expect(mails).toMatchObject([{ to: `${wild.clerkUserId}@example.com` }]);
  await dismissAnomaly(wild.own, wild.userId, '2026-05-11');
  expect(await listAnomalies(wild.own, wild.userId)).toMatchObject([{ dismissedAt: expect.any(Date) }]);
  await expect(dismissAnomaly(calm.own, wild.userId, '2026-05-11')).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('an hour far above the habit in a day that is not is told, and no mail goes to who wants none', async () => {
  let now = new Date('2026-06-01T00:00:00Z');
  const mailer = localMailer();
  const [told, quiet] = [
    await createAccount(database.db, { now: () => now }),
    await createAccount(database.db, { now: () => now }),
  ];
  await setEmailAlerts(quiet.own, quiet.userId, { emailAlerts: false });
  for (const { userId } of [told, quiet]) {
    await writeEntries(database.db, { userId, count: 240, from: '2026-06-01', everyMinutes: 60 });
    await writeEntries(database.db, { userId, count: 40, from: '2026-06-11T12:00:00Z', everyMinutes: 1 });
  }
  for (const at of ['2026-06-11T12:45:00Z', '2026-06-11T12:59:00Z']) {
    now = new Date(at);
    await foldUsage({ db: database.db });
    await runJobs(database.db, [noticeAnomaliesJob, sendMailJob], { mailer, now: () => now });
  }
  for (const { own, userId } of [told, quiet]) {
    const hour = { day: '2026-06-11', span: 'hour', startsAt: new Date('2026-06-11T12:00:00Z') };
    expect(await listAnomalies(own, userId)).toEqual([expect.objectContaining(hour)]);
  }
  const mails = await mailer.mailbox.list({ beforeId: null, take: 10 });
  expect(mails.map(({ to }) => to)).toEqual([`${told.clerkUserId}@example.com`]);
});
