import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { BalanceFeed } from '../credits/balance-feed.ts';
import { runJobs } from '../jobs/test-support/run-jobs.ts';
import { localMailer } from '../mail/test-support.ts';
import { createPlaygroundModels } from '../playground/models.ts';
import { createCaller } from '../root.ts';
import { auditAllJob } from './audit-all-job.ts';

const database = useTestDatabase();

function callerOf({ own }: TestAccount) {
  const balanceFeed = new BalanceFeed({ db: database.db, logger: own.logger });
  return createCaller({
    ...own,
    requestId: 'test',
    balanceFeed,
    mailer: localMailer(),
    playgroundModels: createPlaygroundModels({}),
  });
}

test('an admin audits a user and sees the state, a user may neither', async () => {
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const { userId, ...user } = await createAccount(database.db, { id: 'user' });
  await database.db.creditBalance.update({ where: { userId }, data: { creditsRemaining: 99 } });
  const { auditor } = callerOf(admin);
  const deviation = { userId, law: 1, rule: 'balance', place: null, count: 1, expected: '100', found: '99' };
  expect(await auditor.run({ userId })).toMatchObject({ entriesAudited: 1, deviations: [deviation] });
  expect(await auditor.state()).toMatchObject({ openDeviations: 1, deviations: [deviation] });

  const forbidden = callerOf({ userId, ...user }).auditor;
  await expect(forbidden.state()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(forbidden.run({ userId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an admin has everybody audited by a job, once at a time, and what it finds is in the state', async () => {
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const { userId } = await createAccount(database.db);
  await database.db.creditBalance.update({ where: { userId }, data: { creditsRemaining: 98 } });
  const { auditor } = callerOf(admin);
  await Promise.all([auditor.runAll(), auditor.runAll()]);
  expect(await auditor.state()).toMatchObject({ isAuditingAll: true, lastPassAt: null });
  expect(await database.db.job.count()).toBe(1);
  await runJobs(database.db, [auditAllJob]);
  const users = await database.db.user.count();
  expect(await auditor.state()).toMatchObject({
    isAuditingAll: false,
    lastPassAt: expect.any(Date),
    lastPassUsers: users,
    deviations: expect.arrayContaining([expect.objectContaining({ userId, found: '98' })]),
  });
  await expect(callerOf(await createAccount(database.db)).auditor.runAll()).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
