import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { operationTypes } from '../credits/schema.ts';
import { notFound } from '../errors.ts';
import { computeBurnRate, lastDays } from './burn-rate.ts';
import { findCreditsRemaining, sumUsage, sumUsageByDay } from './repository.ts';
import type { OperationUsage, UsageInput, UsageSummary } from './schema.ts';

/** Where an account's credits went, by day and feature, and how long the rest lasts. @throws NOT_FOUND. */
export async function getUsageSummary(
  ctx: ServiceContext,
  userId: string,
  input: UsageInput,
): Promise<UsageSummary> {
  requireAccount(ctx, userId);
  const days = lastDays(input.timeZone, ctx.now(), input.days);
  const [firstDay = ''] = days;
  const [usage, creditsRemaining] = await Promise.all([
    sumUsageByDay(ctx.db, userId, { firstDay, timeZone: input.timeZone }),
    findCreditsRemaining(ctx.db, userId),
  ]);
  if (creditsRemaining === null) throw notFound('user');
  const creditsPerDay = computeBurnRate(days, usage);
  return {
    days,
    usage,
    creditsUsed: usage.reduce((sum, row) => sum + row.creditsUsed, 0),
    creditsPerDay,
    daysLeft: creditsPerDay === null ? null : Math.max(0, creditsRemaining) / creditsPerDay,
  };
}

/** Net credits and number of entries per operation type over the last `days`, each of 24 hours. @throws NOT_FOUND. */
export async function getUsageByOperation(
  ctx: ServiceContext,
  userId: string,
  days: number,
): Promise<OperationUsage[]> {
  requireAccount(ctx, userId);
  const bounds = [new Date(ctx.now().getTime() - days * 86_400_000), endOfTime];
  const cells = await sumUsage(ctx.db, { userId }, { by: 'operationType', bounds });
  return operationTypes.flatMap((operationType) => {
    const cell = cells.find(({ key }) => key === operationType);
    if (!cell) return [];
    const { creditsSpent, creditsRefunded, spends, refunds } = cell;
    return [{ operationType, creditsUsed: creditsSpent - creditsRefunded, operations: spends + refunds }];
  });
}

const endOfTime = new Date('9999-12-31T00:00:00Z');
