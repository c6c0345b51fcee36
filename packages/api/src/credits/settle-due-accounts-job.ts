import { defineRecurringJob } from '../jobs/job-kind.ts';
import { settleDueAccounts } from './sweep.ts';

export const settleDueAccountsJob = defineRecurringJob({
  name: 'credits.settleDue',
  everySeconds: 10,
  async run(ctx) {
    await settleDueAccounts(ctx, ctx.signal);
  },
});
