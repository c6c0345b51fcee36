import type { Db } from '@scrip/database';
import { getAppSettings } from '../../settings/app-settings.ts';

const PERIOD_DAYS = 30;

/**
 * What the owner chose to count as low, and the part that the admins set of what the 30 days up to the newest grant gave:
 * null before the first grant.
 */
export async function findLowThresholds(
  db: Db,
  userId: string,
): Promise<{ chosenCredits: number | null; automaticCredits: number | null }> {
  const { lowBalancePercent } = await getAppSettings({ db });
  const [row] = await db.$queryRaw<{ chosenCredits: number | null; automaticCredits: number | null }[]>`
    SELECT
      (SELECT p."lowBalanceThreshold" FROM "UserPreferences" p WHERE p."userId" = ${userId}) AS "chosenCredits",
      (SELECT (SUM(g."amountCredits"::bigint) * ${lowBalancePercent}::int / 100)::int FROM "CreditGrant" g
        WHERE g."userId" = ${userId} AND g."entryId" IS NOT NULL AND g."originGrantId" IS NULL
          AND g."startsAt" > (SELECT MAX(n."startsAt") FROM "CreditGrant" n
            WHERE n."userId" = ${userId} AND n."entryId" IS NOT NULL AND n."originGrantId" IS NULL)
            - make_interval(days => ${PERIOD_DAYS}::int)) AS "automaticCredits"`;
  return row ?? { chosenCredits: null, automaticCredits: null };
}

/** At or below how many credits a balance counts as low: what its owner chose, else the automatic threshold. */
export async function findLowThreshold(db: Db, userId: string): Promise<number | null> {
  const { chosenCredits, automaticCredits } = await findLowThresholds(db, userId);
  return chosenCredits ?? automaticCredits;
}
