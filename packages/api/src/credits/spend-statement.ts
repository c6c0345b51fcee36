import { type Db, type OperationType, Prisma, queryHot } from '@scrip/database';
import { keyCapStatements, noKeyCapStatements } from './key-cap-statement.ts';
import type { EntryDraft } from './receipt.ts';
import { MAX_CREDITS } from './schema.ts';
import { type SpendVerdict, toVerdict, type VerdictRow } from './spend-verdict.ts';

/** One spend that waits for its decision. */
export type SpendDraft = EntryDraft & {
  costCredits: number;
  featureKey: string;
  operationType: OperationType;
  priceVersionId: string;
  quantity: number | null;
  model: string | null;
};

/** Refused by its CHECK: the number that the statement gives a balance whose entries it could not all write. */
const gap = Prisma.sql`-1`;

/**
 * Decides and writes a batch of spends in one statement, which is also its own transaction: locks the balances in the
 * order of their users, so that two batches never deadlock; takes of each user's spends, in the order given, those that
 * fit up to the first that does not; writes their entries and moves the balances by exactly these entries.
 *
 * Under READ COMMITTED only the locked rows are current; `b` in the UPDATE may be an older version when its CHECKs are
 * first evaluated, so every new value comes from `locked`. A key that another transaction used meanwhile is found by the
 * unique constraint: its entry is not written, and where that would leave a gap before a later one the whole statement
 * fails by a CHECK, having changed nothing. Other keys are looked up as of the statement's start: `stale` tells that the
 * account was changed by another verb since, and the spend looks again.
 */
export async function writeSpends(db: Db, drafts: SpendDraft[]): Promise<SpendVerdict[]> {
  const rows = await queryHot<VerdictRow>(db, spendStatement(drafts));
  const byPlace = new Map(rows.map((row) => [row.nth, row]));
  return drafts.map((_, index) => toVerdict(byPlace.get(index + 1)));
}

/** The start of a period as it is kept in a cap. */
const startText = (start: Prisma.Sql) =>
  Prisma.sql`to_char(${start} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** What caps add to the statement; they read no other table than the balance's own row. */
const capStatements = {
  // Each spend against each cap that is about its feature, as if all before it in the batch were accepted; they count in
  // what the refusal says is used.
  counted: Prisma.sql`capped AS (
      SELECT j."userId", j."id", j."nth", j."cost", c."cap", c."place", period."start",
        CASE WHEN (c."cap"->>'periodStart')::timestamptz = period."start"
          THEN (c."cap"->>'usedCredits')::bigint ELSE 0 END AS "usedBefore",
        SUM(j."cost") OVER (PARTITION BY j."userId", c."place", period."start" ORDER BY j."nth") AS "total"
      FROM judged j
      CROSS JOIN LATERAL jsonb_array_elements(j."spendCaps") WITH ORDINALITY c("cap", "place")
      CROSS JOIN LATERAL (
        SELECT GREATEST(date_trunc(lower(c."cap"->>'period'), j."spentAt", 'UTC'),
          (c."cap"->>'periodStart')::timestamptz) AS "start"
      ) period
      WHERE COALESCE(c."cap"->>'featureKey', j."featureKey") = j."featureKey"
    ), reached AS (
      SELECT "nth", (ARRAY_AGG("cap" || jsonb_build_object('usedCredits', "usedBefore" + "total" - "cost",
          'periodStart', ${startText(Prisma.sql`"start"`)}) ORDER BY "place"))[1] AS "cap"
      FROM capped
      WHERE "usedBefore" + "total" > ("cap"->>'limitCredits')::bigint GROUP BY "nth"
    ),`,
  // The caps of each balance with what was written added to their newest period.
  moved: Prisma.sql`sums_by_cap AS (
      SELECT "userId", "place", "start", MAX("usedBefore") + SUM("cost") AS "used",
        ROW_NUMBER() OVER (PARTITION BY "userId", "place" ORDER BY "start" DESC) AS "age"
      FROM capped JOIN written USING ("userId", "id") GROUP BY "userId", "place", "start"
    ), caps AS (
      SELECT l."userId", jsonb_agg(CASE WHEN s."start" IS NULL THEN c."cap" ELSE c."cap" || jsonb_build_object(
          'usedCredits', s."used", 'periodStart', ${startText(Prisma.sql`s."start"`)}
        ) END ORDER BY c."place") AS "spendCaps"
      FROM locked l
      CROSS JOIN LATERAL jsonb_array_elements(l."spendCaps") WITH ORDINALITY c("cap", "place")
      LEFT JOIN sums_by_cap s ON s."userId" = l."userId" AND s."place" = c."place" AND s."age" = 1
      GROUP BY l."userId"
    ),`,
};

/** The statement of `writeSpends`, apart so that its plan can be looked at. */
export function spendStatement(drafts: SpendDraft[]): Prisma.Sql {
  const userIds = [...new Set(drafts.map((draft) => draft.userId))];
  const column = <Value>(of: (draft: SpendDraft) => Value) => drafts.map(of);
  const apiKeyIds = [...new Set(drafts.flatMap(({ apiKeyId }) => apiKeyId ?? []))];
  const keyCaps = apiKeyIds.length > 0 ? keyCapStatements(apiKeyIds) : noKeyCapStatements;
  return Prisma.sql`
    WITH request AS (
      SELECT * FROM unnest(
        ${column((draft) => draft.userId)}::text[], ${column((draft) => draft.id)}::text[],
        ${column((draft) => draft.costCredits)}::int[], ${column((draft) => draft.featureKey)}::text[],
        ${column((draft) => draft.operationType)}::text[], ${column((draft) => draft.priceVersionId)}::text[],
        ${column((draft) => draft.quantity)}::int[], ${column((draft) => draft.model)}::text[],
        ${column((draft) => draft.idempotencyKey)}::text[],
        ${column((draft) => draft.requestHash)}::text[], ${column((draft) => draft.actorId)}::text[],
        ${column((draft) => draft.apiKeyId)}::text[],
        ${column((draft) => draft.details && JSON.stringify(draft.details))}::text[],
        ${column((draft) => draft.at.toISOString())}::text[]
      ) WITH ORDINALITY AS r("userId", "id", "cost", "featureKey", "operationType", "priceVersionId", "quantity",
        "model", "key", "hash", "actorId", "apiKeyId", "details", "at", "nth")
    ), locked AS (
      SELECT b."userId", b."id" AS "balanceId", b."creditsRemaining", b."creditsHeld", b."lastSeq", b."lastEntryAt",
        b."nextExpiryAt", b."changeSeq", b."spendCaps",
        b."lowThresholdCredits", b."lowSince", b."creditsRemaining"::bigint + b."overdraftCredits" AS "available", u."isActive"
      FROM "CreditBalance" b JOIN "User" u ON u."id" = b."userId"
      WHERE b."userId" = ANY(${userIds}::text[]) AND u."id" = ANY(${userIds}::text[])
      ORDER BY b."userId"
      FOR UPDATE OF b
    ), timed AS (
      SELECT *, GREATEST("at"::timestamptz, "lastEntryAt") AS "spentAt" FROM request JOIN locked USING ("userId")
    ), judged AS (
      SELECT t.*, t."creditsRemaining" + t."creditsHeld" AS "owned",
        t."available" - SUM(t."cost") OVER earlier + t."cost" AS "left",
        t."available" >= SUM(t."cost") OVER earlier AS "covered",
        SUM(t."cost") OVER earlier AS "total", ROW_NUMBER() OVER earlier AS "place",
        known."found" IS NOT NULL AS "keyUsed", COALESCE(t."spentAt" >= t."nextExpiryAt", false) AS "due",
        seen."changeSeq" <> t."changeSeq" AS "stale"
      FROM timed t JOIN "CreditBalance" seen ON seen."userId" = t."userId" AND seen."userId" = ANY(${userIds}::text[])
      LEFT JOIN LATERAL (
        SELECT true AS "found" FROM "UsageHistory" h
        WHERE h."userId" = t."userId" AND h."idempotencyKey" = t."key"
        UNION ALL
        SELECT true FROM "OperationKey" o WHERE o."userId" = t."userId" AND o."idempotencyKey" = t."key"
        LIMIT 1
      ) known ON true
      WINDOW earlier AS (PARTITION BY t."userId" ORDER BY t."nth")
    ), ${capStatements.counted} ${keyCaps.counted} decided AS (
      SELECT j.*, reached."cap" AS "reachedCap", ${keyCaps.reachedCap} AS "reachedKeyCap", BOOL_AND(j."isActive" AND j."covered" AND NOT j."keyUsed"
          AND NOT j."due" AND NOT j."stale" AND reached."cap" IS NULL
          AND ${keyCaps.reachedCap} IS NULL)
        OVER (PARTITION BY j."userId" ORDER BY j."nth") AS "accepted"
      FROM judged j LEFT JOIN reached USING ("nth") ${keyCaps.reached}
    ), written AS (
      INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey",
        "creditsUsed", "seq", "balanceAfter", "idempotencyKey", "requestHash", "priceVersionId", "quantity", "model",
        "actorId", "apiKeyId", "details", "timestamp")
      SELECT "id", "userId", "balanceId", "operationType"::"OperationType", 'SPEND', "featureKey", "cost",
        "lastSeq" + "place", "owned" - "total", "key", "hash", "priceVersionId", "quantity", "model", "actorId", "apiKeyId", "details"::jsonb, "spentAt"
      FROM decided WHERE "accepted"
      ON CONFLICT DO NOTHING
      RETURNING "userId", "id", "seq", "balanceAfter", "creditsUsed", "details", "timestamp"
    ), ${capStatements.moved} ${keyCaps.moved} moved AS (
      UPDATE "CreditBalance" b
      SET "creditsRemaining" = l."creditsRemaining" - sums."used",
        "lastSeq" = CASE WHEN sums."seq" = l."lastSeq" + sums."entries" THEN sums."seq" ELSE ${gap} END,
        "lastEntryAt" = sums."at", "lastSyncedAt" = sums."at", "updatedAt" = sums."at",
        "lowSince" = CASE WHEN l."creditsRemaining" - sums."used" <= l."lowThresholdCredits"
          THEN COALESCE(l."lowSince", sums."at") END,
        "spendCaps" = COALESCE(caps."spendCaps", l."spendCaps")
      FROM (
        SELECT "userId", SUM("creditsUsed") AS "used", COUNT(*) AS "entries", MAX("seq") AS "seq",
          MAX("timestamp") AS "at"
        FROM written GROUP BY "userId"
      ) sums JOIN locked l ON l."userId" = sums."userId" LEFT JOIN caps ON caps."userId" = sums."userId"
      WHERE b."userId" = sums."userId" AND b."userId" = ANY(${userIds}::text[])
    )
    SELECT d."nth"::int AS "nth", d."accepted", d."keyUsed", d."isActive", d."covered",
      GREATEST(0, LEAST(d."left", ${MAX_CREDITS}))::int AS "availableCredits",
      d."due", d."stale", d."reachedCap", d."reachedKeyCap", ${keyCaps.isNextOfKey} AS "isNextOfKey", w."seq", w."balanceAfter", w."details", w."timestamp",
      LAG(d."accepted", 1, true) OVER (PARTITION BY d."userId" ORDER BY d."nth") AS "isNext"
    FROM decided d LEFT JOIN written w ON w."userId" = d."userId" AND w."id" = d."id"`;
}
