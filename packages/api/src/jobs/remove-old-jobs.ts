import type { AnyJobKind } from './job-kind.ts';
import { defineRecurringJob } from './job-kind.ts';
import { deleteDeadJobs, deleteDoneJobs, deleteForgottenJobs } from './repository.ts';

const dayMs = 24 * 60 * 60_000;
const keepDeadDays = 30;

/** Removes done jobs when their kind no longer keeps them, dead ones, and those whose code is gone, after 30 days. */
export function removeOldJobsJob(kinds: readonly AnyJobKind[]) {
  return defineRecurringJob({
    name: 'jobs.removeOld',
    everySeconds: 60 * 60,
    async run({ db, now }) {
      const daysAgo = (days: number) => new Date(now().getTime() - days * dayMs);
      for (const { name, keepDoneDays } of kinds)
        if (keepDoneDays > 0) await deleteDoneJobs(db, name, daysAgo(keepDoneDays));
      await deleteDeadJobs(db, daysAgo(keepDeadDays));
      await deleteForgottenJobs(db, daysAgo(keepDeadDays));
    },
  });
}
