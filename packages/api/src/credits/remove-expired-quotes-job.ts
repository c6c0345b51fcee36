import { defineRecurringJob } from '../jobs/job-kind.ts';
import { deleteQuotesExpiredBefore, listOwnersOfExpiredQuotes } from './repository.ts';

/** So long a quote that has expired is told from one that never was. */
const keepExpiredMs = 60 * 60_000;
const usersAtOnce = 500;

export const removeExpiredQuotesJob = defineRecurringJob({
  name: 'quotes.removeExpired',
  everySeconds: 60 * 60,
  async run({ db, now, signal }) {
    const before = new Date(now().getTime() - keepExpiredMs);
    for (;;) {
      const userIds = await listOwnersOfExpiredQuotes(db, before, usersAtOnce);
      if (userIds.length === 0 || signal.aborted) return;
      await deleteQuotesExpiredBefore(db, userIds, before);
    }
  },
});
