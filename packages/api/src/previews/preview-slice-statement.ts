import { type Db, Prisma } from '@scrip/database';
import type { PreviewProposal } from './schema.ts';
import type { FeatureSums, PlanSums, SliceEffect, UserSums } from './totals.ts';

type SliceRow =
  | { kind: 'feature'; body: FeatureSums }
  | { kind: 'plan'; body: PlanSums }
  | { kind: 'user'; body: UserSums };

type Slice = { userIds: string[]; from: Date; to: Date; proposal: PreviewProposal };

const MAX_CREDITS = 2_147_483_647;

/**
 * What the proposal would have done to the entries of some users in the period: one statement, exact to the credit, with
 * the rules of docs/admins.md. `replay.ts` in the tests says the same one entry after the other.
 */
export async function readSliceEffect(db: Db, { userIds, from, to, proposal }: Slice): Promise<SliceEffect> {
  const rows = await db.$queryRaw<SliceRow[]>(
    Prisma.sql`
    WITH proposed AS MATERIALIZED (
      SELECT p."key" AS "featureKey", (p."value"->>'flat')::numeric AS "flat",
        (p."value"->'perUnit'->>'credits')::numeric AS "credits",
        (p."value"->'perUnit'->>'units')::numeric AS "units",
        COALESCE((p."value"->>'minimumCredits')::numeric, 0) AS "minimum",
        p."value"->'models' AS "models"
      FROM jsonb_each(${JSON.stringify(proposal.prices)}::jsonb) p
    ), plans AS MATERIALIZED (
      SELECT p."key" AS "planId", p."value"::text::bigint AS "credits"
      FROM jsonb_each(${JSON.stringify(proposal.planCredits)}::jsonb) p
    ), flats AS MATERIALIZED (
      SELECT v."id", (v."price"->>'flat')::bigint AS "flat" FROM "PriceVersion" v WHERE v."price" ? 'flat'
    ), raw AS (
      SELECT e."userId", e."id", e."seq", e."kind", e."featureKey", e."creditsUsed"::bigint AS "used",
        e."balanceAfter"::bigint AS "balance", e."timestamp", e."refundOfId", e."grantId",
        CASE WHEN e."kind" = 'GRANT' AND e."details"->>'part' = 'base' THEN e."details"->>'planId' END AS "planId",
        -- A capture of an amount that the caller named was charged at no price.
        e."kind" = 'SPEND' AND p."featureKey" IS NOT NULL
          AND (e."holdId" IS NULL OR e."quantity" IS NOT NULL OR f."flat" = e."creditsUsed") AS "isPriced",
        CASE
          WHEN p."flat" IS NOT NULL THEN p."flat"
          WHEN e."quantity" IS NULL OR NOT COALESCE(p."models" ? e."model", true) THEN NULL
          ELSE GREATEST(p."minimum", CEIL(e."quantity"::numeric * p."credits" * (CASE
            WHEN p."models" IS NULL OR e."model" IS NULL THEN 100
            ELSE (p."models"->e."model"->>'multiplierPercent')::numeric END) / (p."units" * 100)))
        END AS "asked"
      FROM "UsageHistory" e
      LEFT JOIN proposed p ON p."featureKey" = e."featureKey"
      LEFT JOIN flats f ON f."id" = e."priceVersionId"
      WHERE e."userId" = ANY(${userIds}::text[])
        AND e."timestamp" >= ${from}::timestamptz AND e."timestamp" < ${to}::timestamptz
    ), priced AS (
      SELECT r.*, r."isPriced" AND (r."asked" IS NULL OR r."asked" > ${MAX_CREDITS}::int) AS "isUnpriceable",
        CASE WHEN r."isPriced" AND r."asked" <= ${MAX_CREDITS}::int THEN r."asked"::bigint ELSE r."used" END AS "spend"
      FROM raw r
    ), returned AS (
      -- A refund returns the same share of the new cost as it did of the old one, rounded down over all refunds so far.
      SELECT r."userId", r."id", s."spend", s."used" AS "cost", -r."used" AS "amount",
        SUM(-r."used") OVER (PARTITION BY r."userId", r."refundOfId" ORDER BY r."seq") AS "soFar"
      FROM priced r JOIN priced s ON s."userId" = r."userId" AND s."id" = r."refundOfId"
      WHERE r."kind" = 'REFUND'
    ), moved AS (
      SELECT p."userId", p."id", p."seq", p."kind", p."featureKey", p."used", p."balance", p."timestamp", p."isUnpriceable",
        pl."planId", p."grantId",
        CASE
          WHEN p."kind" = 'SPEND' THEN p."spend"
          WHEN b."id" IS NOT NULL THEN -(DIV(b."soFar" * b."spend", b."cost") - DIV((b."soFar" - b."amount") * b."spend", b."cost"))::bigint
          WHEN pl."planId" IS NOT NULL THEN -pl."credits"
          ELSE p."used"
        END AS "after",
        p."kind" = 'EXPIRY' OR (p."kind" = 'ADJUSTMENT' AND p."grantId" IS NOT NULL) AS "isRemoval"
      FROM priced p
      LEFT JOIN returned b ON b."userId" = p."userId" AND b."id" = p."id"
      LEFT JOIN plans pl ON pl."planId" = p."planId"
    ), summed AS (
      -- The difference to the real balance if no removal were cut short: what a removal took counts as still there.
      SELECT m.*, SUM(CASE WHEN m."isRemoval" THEN m."used" ELSE m."used" - m."after" END)
        OVER (PARTITION BY m."userId" ORDER BY m."seq") AS "sum"
      FROM moved m
    ), walked AS (
      -- After a removal no more is left than there really was: the highest sum at a removal so far is gone.
      SELECT s.*, s."balance" + s."sum"
          - GREATEST(0, MAX(s."sum") FILTER (WHERE s."isRemoval") OVER (PARTITION BY s."userId" ORDER BY s."seq"))
          AS "simulated"
      FROM summed s
    ), short AS (
      SELECT DISTINCT ON (w."userId") w."userId", w."id", w."timestamp",
        -c."overdraftCredits" - w."simulated" AS "missing"
      FROM walked w JOIN "CreditBalance" c ON c."userId" = w."userId"
      WHERE w."kind" = 'SPEND' AND w."after" > 0
        AND w."simulated" < w."balance" AND w."simulated" < -c."overdraftCredits"
      ORDER BY w."userId", w."seq"
    ), per_user AS (
      SELECT w."userId", COUNT(*)::int AS "entries",
        COALESCE(SUM(w."used") FILTER (WHERE w."kind" IN ('SPEND', 'REFUND')), 0) AS "netBefore",
        COALESCE(SUM(w."after") FILTER (WHERE w."kind" IN ('SPEND', 'REFUND')), 0) AS "netAfter"
      FROM walked w GROUP BY w."userId"
    )
    SELECT 'feature' AS "kind", jsonb_build_object('featureKey', w."featureKey",
      'spends', COUNT(*) FILTER (WHERE w."kind" = 'SPEND'),
      'spentBefore', COALESCE(SUM(w."used") FILTER (WHERE w."kind" = 'SPEND'), 0),
      'spentAfter', COALESCE(SUM(w."after") FILTER (WHERE w."kind" = 'SPEND'), 0),
      'refundedBefore', COALESCE(SUM(-w."used") FILTER (WHERE w."kind" = 'REFUND'), 0),
      'refundedAfter', COALESCE(SUM(-w."after") FILTER (WHERE w."kind" = 'REFUND'), 0),
      'unpriceable', COUNT(*) FILTER (WHERE w."isUnpriceable")) AS "body"
    FROM walked w WHERE w."kind" IN ('SPEND', 'REFUND') AND w."featureKey" IS NOT NULL GROUP BY w."featureKey"
    UNION ALL
    SELECT 'plan', jsonb_build_object('planId', w."planId", 'grants', COUNT(*),
      'grantedBefore', SUM(-w."used"), 'grantedAfter', SUM(-w."after"))
    FROM walked w WHERE w."planId" IS NOT NULL GROUP BY w."planId"
    UNION ALL
    SELECT 'user', jsonb_build_object('userId', u."userId", 'entries', u."entries", 'netBefore', u."netBefore",
      'netAfter', u."netAfter", 'runOutAt', s."timestamp", 'runOutEntryId', s."id", 'missingCredits', s."missing")
    FROM per_user u LEFT JOIN short s ON s."userId" = u."userId"`,
  );
  return {
    features: rows.flatMap((row) => (row.kind === 'feature' ? [row.body] : [])),
    plans: rows.flatMap((row) => (row.kind === 'plan' ? [row.body] : [])),
    users: rows.flatMap((row) => (row.kind === 'user' ? [row.body] : [])),
  };
}
