import { type Db, Prisma } from '@scrip/database';
import type { PreviewProposal } from './schema.ts';
import type { FeatureSums, PlanSums, SliceEffect, UserSums } from './totals.ts';

type SliceRow =
  | { kind: 'feature'; body: FeatureSums }
  | { kind: 'plan'; body: PlanSums }
  | { kind: 'user'; body: UserSums };

type Slice = { userIds: string[]; from: Date; to: Date; proposal: PreviewProposal };

type Period = Pick<Slice, 'from' | 'to'>;

const MAX_CREDITS = 2_147_483_647;

/**
 * What the proposal would have done to the entries of some users in the period: one statement, exact to the credit, with
 * the rules of docs/admins.md. `replay.ts` in the tests says the same one entry after the other.
 */
export async function readSliceEffect(db: Db, { userIds, from, to, proposal }: Slice): Promise<SliceEffect> {
  const rows = await db.$queryRaw<SliceRow[]>(
    Prisma.sql`
    WITH proposed AS MATERIALIZED (
      SELECT p."key" AS "featureKey", (p."value"->>'flat')::bigint AS "flat",
        (p."value"->'perUnit'->>'credits')::numeric AS "credits",
        (p."value"->'perUnit'->>'units')::numeric AS "units",
        COALESCE((p."value"->>'minimumCredits')::numeric, 0) AS "minimum",
        p."value"->'models' AS "models"
      FROM jsonb_each(${JSON.stringify(proposal.prices)}::jsonb) p
    ), plans AS MATERIALIZED (
      SELECT p."key" AS "planId", p."value"::text::int AS "credits"
      FROM jsonb_each(${JSON.stringify(proposal.planCredits)}::jsonb) p
    ), flats AS MATERIALIZED (
      SELECT v."id", (v."price"->>'flat')::bigint AS "flat" FROM "PriceVersion" v WHERE v."price" ? 'flat'
    ), effects AS MATERIALIZED (
      SELECT c."userId", e.*
      FROM "CreditBalance" c
      -- Account by account, along the index that has its entries in order: nothing is sorted, nothing goes to disk.
      CROSS JOIN LATERAL (
        SELECT w."featureKey", w."planId", COUNT(*) AS "entries",
          COUNT(*) FILTER (WHERE w."kind" = 'SPEND') AS "spends",
          COALESCE(SUM(w."used") FILTER (WHERE w."kind" = 'SPEND'), 0) AS "spentBefore",
          COALESCE(SUM(w."after") FILTER (WHERE w."kind" = 'SPEND'), 0) AS "spentAfter",
          COALESCE(SUM(-w."used") FILTER (WHERE w."kind" = 'REFUND'), 0) AS "refundedBefore",
          COALESCE(SUM(-w."after") FILTER (WHERE w."kind" = 'REFUND'), 0) AS "refundedAfter",
          COUNT(*) FILTER (WHERE w."isUnpriceable") AS "unpriceable",
          SUM(-w."used") AS "grantedBefore", SUM(-w."after") AS "grantedAfter",
          -- The earliest, and what is missing there.
          MIN(ARRAY[w."seq"::bigint, -c."overdraftCredits" - w."simulated"]) FILTER (WHERE w."kind" = 'SPEND'
            AND w."after" > 0 AND w."simulated" < w."balance" AND w."simulated" < -c."overdraftCredits") AS "short"
        FROM (${walkedEntries({ from, to })}) w
        GROUP BY w."featureKey", w."planId"
      ) e
      WHERE c."userId" = ANY(${userIds}::text[])
    ), per_user AS (
      SELECT e."userId", SUM(e."entries") AS "entries", SUM(e."spentBefore" - e."refundedBefore") AS "netBefore",
        SUM(e."spentAfter" - e."refundedAfter") AS "netAfter", MIN(e."short") AS "short"
      FROM effects e GROUP BY e."userId"
    )
    SELECT 'feature' AS "kind", jsonb_build_object('featureKey', e."featureKey", 'spends', SUM(e."spends"),
      'spentBefore', SUM(e."spentBefore"), 'spentAfter', SUM(e."spentAfter"),
      'refundedBefore', SUM(e."refundedBefore"), 'refundedAfter', SUM(e."refundedAfter"),
      'unpriceable', SUM(e."unpriceable")) AS "body"
    FROM effects e WHERE e."featureKey" IS NOT NULL
      AND (e."spends" > 0 OR e."refundedBefore" <> 0) GROUP BY e."featureKey"
    UNION ALL
    SELECT 'plan', jsonb_build_object('planId', e."planId", 'grants', SUM(e."entries"),
      'grantedBefore', SUM(e."grantedBefore"), 'grantedAfter', SUM(e."grantedAfter"))
    FROM effects e WHERE e."planId" IS NOT NULL GROUP BY e."planId"
    UNION ALL
    SELECT 'user', jsonb_build_object('userId', u."userId", 'entries', u."entries", 'netBefore', u."netBefore",
      'netAfter', u."netAfter", 'runOutAt', h."timestamp", 'runOutEntryId', h."id", 'missingCredits', u."short"[2])
    FROM per_user u LEFT JOIN LATERAL (
      SELECT r."id", r."timestamp" FROM "UsageHistory" r WHERE r."userId" = u."userId" AND r."seq" = u."short"[1]
      OFFSET 0
    ) h ON true`,
  );
  return {
    features: rows.flatMap((row) => (row.kind === 'feature' ? [row.body] : [])),
    plans: rows.flatMap((row) => (row.kind === 'plan' ? [row.body] : [])),
    users: rows.flatMap((row) => (row.kind === 'user' ? [row.body] : [])),
  };
}

/** The entries of account `c` in order, each with what it would have cost and what would have been left after it. */
function walkedEntries(period: Period): Prisma.Sql {
  return Prisma.sql`
    SELECT s.*, s."balance" + s."sum"
        -- After a removal no more is left than there really was: the highest sum at a removal so far is gone.
        - GREATEST(0, MAX(s."sum") FILTER (WHERE s."isRemoval") OVER (ORDER BY s."seq" ROWS UNBOUNDED PRECEDING))
        AS "simulated"
    FROM (
      -- The difference to the real balance if no removal were cut short: what a removal took counts as still there.
      SELECT m.*, SUM(m."used") OVER walk - SUM(CASE WHEN m."isRemoval" THEN 0 ELSE m."after" END) OVER walk AS "sum"
      FROM (${movedEntries(period)}) m
      WINDOW walk AS (ORDER BY m."seq" ROWS UNBOUNDED PRECEDING)
    ) s`;
}

/** The same entries, each with what it would have cost. */
function movedEntries(period: Period): Prisma.Sql {
  return Prisma.sql`
    SELECT p."seq", p."kind", p."featureKey", p."used", p."balance", p."planId", p."isRemoval",
      p."kind" = 'SPEND' AND p."isPriced" AND COALESCE(p."asked" > ${MAX_CREDITS}::int, true) AS "isUnpriceable",
      CASE
        WHEN p."planCredits" IS NOT NULL THEN -p."planCredits"
        WHEN p."isPriced" AND p."asked" <= ${MAX_CREDITS}::int THEN CASE
          WHEN p."kind" = 'SPEND' THEN p."asked"::int
          -- The same share of the new cost as it was of the old one, rounded down over all refunds so far.
          ELSE -(DIV(p."soFar" * p."asked", p."cost") - DIV((p."soFar" + p."used") * p."asked", p."cost"))::int
        END
        ELSE p."used"
      END AS "after"
    FROM (${pricedEntries(period)}) p
    -- Keeps the planner from working the cost out again wherever it is named.
    OFFSET 0`;
}

/** The same, each with what the proposal asks for the spend that it is or, if it is in the period, refunds. */
function pricedEntries({ from, to }: Period): Prisma.Sql {
  return Prisma.sql`
    SELECT e."seq", e."kind", e."featureKey", e."creditsUsed" AS "used", e."balanceAfter" AS "balance",
      pl."planId", pl."credits" AS "planCredits", s."creditsUsed" AS "cost",
      e."kind" = 'EXPIRY' OR (e."kind" = 'ADJUSTMENT' AND e."grantId" IS NOT NULL) AS "isRemoval",
      -- A capture of an amount that the caller named was charged at no price.
      p."featureKey" IS NOT NULL AND CASE e."kind"
        WHEN 'SPEND' THEN e."holdId" IS NULL OR e."quantity" IS NOT NULL OR COALESCE(f."flat" = e."creditsUsed", false)
        ELSE s."holdId" IS NULL OR s."quantity" IS NOT NULL OR COALESCE(f."flat" = s."creditsUsed", false)
      END AS "isPriced",
      CASE WHEN p."flat" IS NOT NULL THEN p."flat" ELSE ${askedPerUnit} END AS "asked",
      CASE WHEN s."id" IS NULL THEN NULL WHEN e."refundSeq" = 1 THEN -e."creditsUsed"::numeric ELSE (
        SELECT SUM(-o."creditsUsed")::numeric FROM "UsageHistory" o
        WHERE o."userId" = e."userId" AND o."refundOfId" = e."refundOfId" AND o."seq" <= e."seq") END AS "soFar"
    FROM "UsageHistory" e
    -- One look per refund: the planner would read the whole account a second time.
    LEFT JOIN LATERAL (
      SELECT r.* FROM "UsageHistory" r
      WHERE r."userId" = e."userId" AND r."id" = e."refundOfId"
        AND r."timestamp" >= ${from}::timestamptz AND r."timestamp" < ${to}::timestamptz
      OFFSET 0
    ) s ON e."kind" = 'REFUND'
    LEFT JOIN proposed p ON p."featureKey" = CASE e."kind" WHEN 'SPEND' THEN e."featureKey" ELSE s."featureKey" END
    LEFT JOIN flats f ON f."id" = CASE e."kind" WHEN 'SPEND' THEN e."priceVersionId" ELSE s."priceVersionId" END
    LEFT JOIN plans pl ON pl."planId" =
      CASE WHEN e."kind" = 'GRANT' AND e."details"->>'part' = 'base' THEN e."details"->>'planId' END
    WHERE e."userId" = c."userId"
      AND e."timestamp" >= ${from}::timestamptz AND e."timestamp" < ${to}::timestamptz
    OFFSET 0`;
}

const quantity = Prisma.sql`(CASE e."kind" WHEN 'SPEND' THEN e."quantity" ELSE s."quantity" END)`;
const model = Prisma.sql`(CASE e."kind" WHEN 'SPEND' THEN e."model" ELSE s."model" END)`;

/** Null: the entry does not tell what the price asks for. Cut off where it is more than anything can cost. */
const askedPerUnit = Prisma.sql`
  CASE WHEN ${quantity} IS NULL OR NOT COALESCE(p."models" ? ${model}, true) THEN NULL
    ELSE LEAST(${MAX_CREDITS}::bigint + 1, GREATEST(p."minimum", CEIL(${quantity}::numeric * p."credits" * (CASE
      WHEN p."models" IS NULL OR ${model} IS NULL THEN 100
      ELSE (p."models"->${model}->>'multiplierPercent')::numeric END) / (p."units" * 100))))::bigint
  END`;
