import { defineRecurringJob } from '../jobs/job-kind.ts';
import { findDifferentSlot } from './compare-repository.ts';

/**
 * Compares the sums over all users with the users' own days, and its hours and quarters with its days. A difference makes
 * the job fail, where admins see it; the auditor compares the users' days with the entries.
 */
export const compareUsageJob = defineRecurringJob({
  name: 'usage.compare',
  everySeconds: 3_600,
  async run({ db }) {
    const found = await findDifferentSlot(db);
    if (!found) return;
    const { day, dimension, grainMinutes, kept, users } = found;
    throw new Error(
      `Usage of all users on ${day} by ${dimension} in slots of ${grainMinutes} minutes sums to ${kept}, the users' own days to ${users}.`,
    );
  },
});
