import type { Db } from '@scrip/database';
import { listKeyNames } from '../api-keys/service.ts';
import { requireAccount, requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { listPlansByKey } from '../plans/service.ts';
import { listFeatureNames } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import { listTopUsers } from './list-top-users.ts';
import {
  type CutPeriod,
  countBegunDays,
  cutPeriod,
  endsOf,
  previousPeriod,
  resolvePeriod,
} from './period.ts';
import { cutAtPlanChanges, toPlanCells } from './plan-usage.ts';
import { netByBucket, toFigures, toSeries, totalOf, totalsByKey, type UsageCell } from './report.ts';
import { countActiveUsers, listSubscribed, type Scope, sumUsage, sumUserUsage } from './repository.ts';
import {
  type TopUser,
  TopUsersInput,
  type UsageDimension,
  type UsageReport,
  UsageReportInput,
} from './schema.ts';

/** Where the credits of one user went. Exact as of now. @throws NOT_FOUND, INVALID_INPUT. */
export async function getUsageReport(
  ctx: ServiceContext,
  userId: string,
  input: UsageReportInput,
): Promise<UsageReport> {
  requireAccount(ctx, userId);
  return report(ctx, { userId }, input);
}

/** Where the credits of all users went. Exact as of now. @throws INVALID_INPUT, FORBIDDEN to non-admins. */
export async function getUsageReportOfAll(
  ctx: ServiceContext,
  input: UsageReportInput,
): Promise<UsageReport> {
  requireAdmin(ctx);
  return report(ctx, 'all', input);
}

/** Who used most, net of refunds. @throws INVALID_INPUT, FORBIDDEN to non-admins. */
export async function getTopUsers(ctx: ServiceContext, input: TopUsersInput): Promise<TopUser[]> {
  requireAdmin(ctx);
  const { period, timeZone, limit } = parseInput(TopUsersInput, input);
  const { bounds } = cutPeriod(resolvePeriod(period, timeZone, ctx.now()), 'day', timeZone);
  const rows = await listTopUsers(ctx.db, { ...endsOf(bounds), take: limit });
  return rows.map(({ userId, name, email, ...sums }) => ({ userId, name, email, totals: toFigures(sums) }));
}

async function report(ctx: ServiceContext, scope: Scope, input: UsageReportInput): Promise<UsageReport> {
  const { period, timeZone, grain, by, compare } = parseInput(UsageReportInput, input);
  const current = cutPeriod(resolvePeriod(period, timeZone, ctx.now()), grain, timeZone);
  const before = compare ? cutPeriod(previousPeriod(current), grain, timeZone) : null;
  const [cells, cellsBefore, activeUsers] = await Promise.all([
    readCells(ctx.db, scope, by, current.bounds),
    before && readCells(ctx.db, scope, by, before.bounds),
    scope === 'all' ? countActiveUsers(ctx.db, endsOf(current.bounds)) : null,
  ]);
  const nameOf = await namesOf(ctx, by, cells);
  const clock = { timeZone, now: ctx.now() };
  return {
    ...describePeriod(current, cells, clock),
    timeZone,
    grain,
    by,
    series: toSeries(cells, current.days.length, nameOf),
    activeUsers,
    previous: before && {
      ...describePeriod(before, cellsBefore ?? [], clock),
      creditsUsed: netByBucket(cellsBefore ?? [], before.days.length),
      series: totalsByKey(cellsBefore ?? []),
    },
  };
}

/** A user's plan is told by the subscription as it is known now; in the sums over all, as it was known when they were made. */
async function readCells(db: Db, scope: Scope, by: UsageDimension, bounds: Date[]): Promise<UsageCell[]> {
  if (by !== 'plan' || scope === 'all') return sumUsage(db, scope, { by, bounds });
  const subscribed = await listSubscribed(db, scope.userId);
  const parts = cutAtPlanChanges(bounds, subscribed);
  return toPlanCells(await sumUserUsage(db, scope.userId, parts.bounds), parts, subscribed);
}

function describePeriod(
  { from, to, bounds, days }: CutPeriod,
  cells: UsageCell[],
  clock: { timeZone: string; now: Date },
) {
  const { from: startsAt, to: endsAt } = endsOf(bounds);
  const totals = totalOf(cells);
  return {
    from,
    to,
    startsAt,
    endsAt,
    buckets: days.map((day, index) => ({
      day,
      startsAt: bounds[index] ?? startsAt,
      endsAt: bounds[index + 1] ?? endsAt,
    })),
    totals,
    creditsPerDay: totals.creditsUsed / countBegunDays({ from, to }, clock.timeZone, clock.now),
  };
}

async function namesOf(
  ctx: { db: Db },
  by: UsageDimension,
  cells: UsageCell[],
): Promise<(key: string | null) => string> {
  const names = new Map<string, string>();
  if (by === 'feature') for (const { key, name } of await listFeatureNames(ctx)) names.set(key, name);
  const keys = [...new Set(cells.flatMap(({ key }) => key ?? []))];
  if (by === 'apiKey') for (const { id, name } of await listKeyNames(ctx, keys)) names.set(id, name);
  if (by === 'plan') {
    for (const { id, clerkId, name } of await listPlansByKey(ctx, keys))
      for (const key of [id, clerkId]) if (key) names.set(key, name);
  }
  return (key) => (key === null ? `No ${by === 'apiKey' ? 'key' : by}` : (names.get(key) ?? key));
}
