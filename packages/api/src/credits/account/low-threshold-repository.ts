import type { Db } from '@scrip/database';
import { getAppSettings } from '../../settings/app-settings.ts';

const PERIOD_DAYS = 30;

/**
 * At or below how many credits a balance counts as low: what its owner chose, else the part that the admins set of what the
 * 30 days up to the newest grant gave. Null before the first grant.
 */
export async function findLowThreshold(db: Db, userId: string): Promise<number | null> {
  const { lowBalancePercent } = await getAppSettings({ db });
  const [row] = await db.$queryRaw<{ chosen: number | null; given: number | null }[]>`
    SELECT
      (SELECT p."lowBalanceThreshold" FROM "UserPreferences" p WHERE p."userId" = ${userId}) AS "chosen",
      (SELECT (SUM(g."amountCredits"::bigint) * ${lowBalancePercent}::int / 100)::int FROM "CreditGrant" g
        WHERE g."userId" = ${userId} AND g."entryId" IS NOT NULL AND g."originGrantId" IS NULL
          AND g."startsAt" > (SELECT MAX(n."startsAt") FROM "CreditGrant" n
            WHERE n."userId" = ${userId} AND n."entryId" IS NOT NULL AND n."originGrantId" IS NULL)
            - make_interval(days => ${PERIOD_DAYS}::int)) AS "given"`;
  return row?.chosen ?? row?.given ?? null;
}
