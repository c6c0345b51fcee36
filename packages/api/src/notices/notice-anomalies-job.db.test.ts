import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
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
