import { z } from 'zod';
import { router, userProcedure } from '../trpc.ts';
import { OperationUsage, UsageInput, UsageSummary } from './schema.ts';
import { getUsageByOperation, getUsageSummary } from './service.ts';

export const usageRouter = router({
  /** The caller's credits per day and feature. */
  summary: userProcedure
    .input(UsageInput)
    .output(UsageSummary)
    .query(({ ctx, input }) => getUsageSummary(ctx, ctx.principal.userId, input)),

  /** The caller's credits per operation type. */
  byOperation: userProcedure
    .input(z.strictObject({ days: z.int().min(1).max(90).default(30) }))
    .output(z.array(OperationUsage))
    .query(({ ctx, input }) => getUsageByOperation(ctx, ctx.principal.userId, input.days)),
});
