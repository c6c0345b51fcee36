import { Prisma } from '@scrip/database';
import type { UsageDimension } from './schema.ts';

const sql = Prisma.sql;

/** An array of instants. As a query of its own it is read from its text once, not once for each row that it is compared with. */
export function instantsOf(bounds: Date[]): Prisma.Sql {
  return sql`(SELECT ${bounds.map((bound) => bound.toISOString())}::text[]::timestamptz[])`;
}

/** What each figure counts of counted entries: a free spend is a spend, and a refund of nothing a refund. */
export const sumColumns = sql`
  COALESCE(SUM("creditsUsed") FILTER (WHERE "isSpend"), 0)::float8 AS "creditsSpent",
  COALESCE(-SUM("creditsUsed") FILTER (WHERE NOT "isSpend"), 0)::float8 AS "creditsRefunded",
  (COUNT(*) FILTER (WHERE "isSpend"))::float8 AS "spends",
  (COUNT(*) FILTER (WHERE NOT "isSpend"))::float8 AS "refunds"`;

/**
 * The plan that the user had when an entry `h` was written, as far as it is known by now: of the newest period that was
 * paid for, or a trial.
 */
const planOfEntry = sql`LEFT JOIN LATERAL (
    SELECT COALESCE(p."planKey", i."planKey") AS "plan"
    FROM "SubscriptionPeriod" p JOIN "SubscriptionItem" i ON i."userId" = p."userId" AND i."id" = p."itemId"
    WHERE p."userId" = h."userId" AND p."startsAt" <= h."timestamp"
      AND (p."endsAt" IS NULL OR p."endsAt" > h."timestamp") AND (i."endedAt" IS NULL OR i."endedAt" > h."timestamp")
    ORDER BY p."startsAt" DESC, p."itemId" LIMIT 1
  ) subscribed ON true`;

/** Looked up for the few refunds there are; as a plain join it may be made of all entries of the user. */
const refundedSpend = sql`LEFT JOIN LATERAL (
    SELECT spend.* FROM "UsageHistory" spend
    WHERE h."kind" = 'REFUND' AND spend."userId" = h."userId" AND spend."id" = h."refundOfId" OFFSET 0
  ) refunded ON true`;

/** What an entry is counted under. A refund names its spend, and is counted under the model and caller of that. */
const keyColumns: Record<UsageDimension, Prisma.Sql> = {
  feature: sql`h."featureKey"`,
  operationType: sql`h."operationType"::text`,
  model: sql`COALESCE(h."model", refunded."model")`,
  caller: sql`CASE WHEN COALESCE(refunded."id", h."id") = h."id" THEN ${callerOf(sql`h`)} ELSE ${callerOf(sql`refunded`)} END`,
  plan: sql`subscribed."plan"`,
};

function callerOf(entry: Prisma.Sql): Prisma.Sql {
  return sql`CASE WHEN ${entry}."actorId" IS NULL THEN 'app'
    WHEN ${entry}."actorId" = ${entry}."userId" THEN 'user' ELSE 'admin' END`;
}

/** The entries that are use, spends and refunds, each with what it counts under. `where` is about `h`. */
export function countedEntries(dimensions: readonly UsageDimension[], where: Prisma.Sql): Prisma.Sql {
  const needsSpend = dimensions.includes('model') || dimensions.includes('caller');
  const columns = dimensions.map(
    (dimension) => sql`, ${keyColumns[dimension]} AS ${Prisma.raw(`"${dimension}"`)}`,
  );
  return sql`SELECT h."userId", h."seq", h."timestamp", h."creditsUsed", h."kind" = 'SPEND' AS "isSpend"${columns.length > 0 ? Prisma.join(columns, '') : Prisma.empty}
    FROM "UsageHistory" h
    ${needsSpend ? refundedSpend : Prisma.empty}
    ${dimensions.includes('plan') ? planOfEntry : Prisma.empty}
    WHERE h."kind" IN ('SPEND', 'REFUND') AND ${where}`;
}

/**
 * The same for each row of `from`, which `where` names. Without the fence the planner reads all entries of a user once for
 * each stretch of them: it cannot know how short a stretch is.
 */
export function countedEntriesOfEach(
  from: Prisma.Sql,
  dimensions: readonly UsageDimension[],
  where: Prisma.Sql,
): Prisma.Sql {
  return sql`${from} CROSS JOIN LATERAL (${countedEntries(dimensions, where)} OFFSET 0) entry`;
}
