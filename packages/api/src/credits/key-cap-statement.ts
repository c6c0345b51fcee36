import { Prisma } from '@scrip/database';

const sql = Prisma.sql;

/**
 * What spends with capped API keys add to the statement of a batch. The rows of the caps are locked after the balances,
 * in their order. Each spend is counted as if all with its key before it in the batch were accepted; where one was not,
 * a refusal looks again (`isNextOfKey`), so no refusal names credits that were not used, and no cap is ever passed.
 */
export function keyCapStatements(apiKeyIds: string[]) {
  return {
    counted: sql`key_caps AS (
      SELECT c.* FROM "ApiKeySpendCap" c
      WHERE c."apiKeyId" = ANY(${apiKeyIds}::text[]) AND (SELECT COUNT(*) FROM locked) > 0
      ORDER BY c."apiKeyId" FOR UPDATE
    ), key_counted AS (
      SELECT j."userId", j."id", j."nth", j."cost", c."apiKeyId", c."period", c."limitCredits", p."start",
        CASE WHEN c."periodStart" = p."start" THEN c."usedCredits" ELSE 0 END::bigint AS "usedBefore",
        SUM(j."cost") OVER (PARTITION BY c."apiKeyId", p."start" ORDER BY j."nth") AS "total"
      FROM judged j JOIN key_caps c ON c."apiKeyId" = j."apiKeyId"
      CROSS JOIN LATERAL (
        SELECT CASE c."period" WHEN 'TOTAL' THEN c."periodStart"
          ELSE GREATEST(date_trunc(lower(c."period"), j."spentAt", 'UTC'), c."periodStart") END AS "start"
      ) p
    ), key_reached AS (
      SELECT "nth", jsonb_build_object('period', "period", 'limitCredits', "limitCredits",
        'usedCredits', "usedBefore" + "total" - "cost", 'periodStart', "start") AS "keyCap"
      FROM key_counted WHERE "usedBefore" + "total" > "limitCredits"
    ),`,
    reached: sql`LEFT JOIN key_reached USING ("nth")`,
    reachedCap: sql`key_reached."keyCap"`,
    moved: sql`key_sums AS (
      SELECT "apiKeyId", "start", MAX("usedBefore") + SUM("cost") AS "used",
        ROW_NUMBER() OVER (PARTITION BY "apiKeyId" ORDER BY "start" DESC) AS "age"
      FROM key_counted JOIN written USING ("userId", "id") GROUP BY "apiKeyId", "start"
    ), key_moved AS (
      UPDATE "ApiKeySpendCap" c SET "usedCredits" = s."used", "periodStart" = s."start"
      FROM key_sums s WHERE s."age" = 1 AND c."apiKeyId" = s."apiKeyId" AND c."apiKeyId" = ANY(${apiKeyIds}::text[])
    ),`,
    isNextOfKey: sql`COALESCE(BOOL_AND(w."id" IS NOT NULL) OVER (PARTITION BY d."apiKeyId" ORDER BY d."nth"
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true)`,
  };
}

/** The same for a batch without keys. */
export const noKeyCapStatements: ReturnType<typeof keyCapStatements> = {
  counted: Prisma.empty,
  reached: Prisma.empty,
  reachedCap: sql`NULL::jsonb`,
  moved: Prisma.empty,
  isNextOfKey: sql`true`,
};
