import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineJob } from './job-kind.ts';
import { removeOldJobsJob } from './remove-old-jobs.ts';
import { runJobs } from './test-support/run-jobs.ts';

const database = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60_000);

test('done jobs go when their kind no longer keeps them; dead and forgotten ones after 30 days', async () => {
  const kept = defineJob({
    name: 'kept',
    payload: z.object({}),
    keepDoneDays: 7,
    run: async () => undefined,
  });
  const job = { kind: 'kept', payload: {} };
  await database.db.job.createMany({
    data: [
      { ...job, id: 'done', doneAt: daysAgo(6.9) },
      { ...job, id: 'long done', doneAt: daysAgo(7.1) },
      { ...job, id: 'dead', deadAt: daysAgo(29), attempts: 3 },
      { ...job, id: 'long dead', deadAt: daysAgo(31), attempts: 3 },
      { ...job, id: 'due', dueAt: now },
      { ...job, id: 'unknown', kind: 'gone', dueAt: daysAgo(29) },
      { ...job, id: 'forgotten', kind: 'gone', dueAt: daysAgo(31) },
      { ...job, id: 'recurring', kind: 'kept', everySeconds: 60, dueAt: now, doneAt: daysAgo(8) },
    ],
  });
  await runJobs(database.db, [removeOldJobsJob([kept])], { now: () => now });
  const left = await database.db.job.findMany({ where: { kind: { in: ['kept', 'gone'] } } });
  expect(left.map(({ id }) => id).sort()).toEqual(['dead', 'done', 'due', 'recurring', 'unknown']);
});
