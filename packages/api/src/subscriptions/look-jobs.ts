import { defineJob, defineRecurringJob } from '../jobs/job-kind.ts';
import { lookAt } from './look.ts';
import { enqueueLooks, lookAtSubscriber } from './look-kind.ts';
import { listDueSubscribers, putOffItems } from './repository.ts';
import { walkOn } from './sync.ts';
import { syncWithClerk } from './sync-kind.ts';

const EVERY_SECONDS = 30;
const AT_ONCE = 200;
const PUT_OFF_MS = 10 * 60_000;

/** Compares one user with Clerk and repairs. */
export const lookAtSubscriberJob = defineJob({
  ...lookAtSubscriber,
  run: (ctx, { userId }) => lookAt(ctx, userId),
});

/** Walks over all that Clerk has. */
export const syncWithClerkJob = defineJob({
  ...syncWithClerk,
  run: (ctx, { runId }) => walkOn(ctx, runId),
});

/**
 * Finds subscriptions of which something is due: a month of credits, the end of a period, of a grace. Nobody has to tell
 * that a period has ended.
 */
export const findDueSubscribersJob = defineRecurringJob({
  name: 'subscriptions.findDue',
  everySeconds: EVERY_SECONDS,
  async run(ctx) {
    const at = ctx.now();
    for (;;) {
      const userIds = await listDueSubscribers(ctx.db, at, AT_ONCE);
      await enqueueLooks(ctx, userIds);
      // The look itself sets the next time; until then nobody else is to look.
      await putOffItems(ctx.db, userIds, at, new Date(at.getTime() + PUT_OFF_MS));
      if (userIds.length < AT_ONCE || ctx.signal.aborted) return;
    }
  },
});
