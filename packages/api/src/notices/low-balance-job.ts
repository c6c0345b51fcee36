import { withTransaction } from '@scrip/database';
import { enqueue } from '../jobs/enqueue.ts';
import { defineRecurringJob, type JobContext } from '../jobs/job-kind.ts';
import { sendMailJob } from '../mail/send-mail-job.ts';
import { composeLowBalanceMail } from './low-balance-mail.ts';
import { type LowBalance, listUntoldUsers, lockUntoldBalances, markTold } from './repository.ts';

const usersAtOnce = 100;

/** Writes one message for each balance that became low, and in the same transaction that its owner was told. */
export const lowBalanceJob = defineRecurringJob({
  name: 'notices.lowBalance',
  everySeconds: 15,
  async run(ctx) {
    for (;;) {
      const userIds = await listUntoldUsers(ctx.db, usersAtOnce);
      // Balances that somebody has locked are left to the next turn.
      if ((await tell(ctx, userIds)) < usersAtOnce || ctx.signal.aborted) return;
    }
  },
});

/** Returns how many were told, or did not want to be. */
async function tell(ctx: JobContext, userIds: string[]): Promise<number> {
  if (userIds.length === 0) return 0;
  return withTransaction(ctx.db, async (tx) => {
    const balances = await lockUntoldBalances(tx, userIds);
    for (const balance of balances) {
      if (!balance.wantsMail) continue;
      await enqueue({ ...ctx, db: tx }, sendMailJob, composeLowBalanceMail(balance), { key: keyOf(balance) });
    }
    await markTold(
      tx,
      balances.map(({ userId }) => userId),
    );
    return balances.length;
  });
}

function keyOf({ userId, lowSince }: LowBalance): string {
  return `low-balance:${userId}:${lowSince.toISOString()}`;
}
