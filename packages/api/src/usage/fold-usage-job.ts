import { defineRecurringJob } from '../jobs/job-kind.ts';
import { foldUsage } from './fold-usage.ts';

export const foldUsageJob = defineRecurringJob({
  name: 'usage.fold',
  everySeconds: 5,
  async run(ctx) {
    await foldUsage(ctx, ctx.signal);
  },
});
