import type { Db } from '@scrip/database';

export type DifferentSlot = {
  day: string;
  dimension: string;
  grainMinutes: number;
  kept: string;
  users: string;
};

/** The first day, dimension and length of slot that does not sum to what the users' own days sum to. */
export async function findDifferentSlot(db: Db): Promise<DifferentSlot | null> {
  const [row] = await db.$queryRaw<DifferentSlot[]>`
    WITH users AS (
      SELECT "day", concat_ws(' / ', SUM("creditsSpent"), SUM("creditsRefunded"), SUM("spends"), SUM("refunds")) AS "users"
      FROM "UsageDaily" GROUP BY 1
    ), kept AS (
      SELECT "startsAt"::date AS "day", "dimension", "grainMinutes",
        concat_ws(' / ', SUM("creditsSpent"), SUM("creditsRefunded"), SUM("spends"), SUM("refunds")) AS "kept"
      FROM "UsageOfAll" GROUP BY 1, 2, 3
    ), wanted AS (
      SELECT users."day", "dimension", "grainMinutes", users."users" FROM users
      CROSS JOIN (SELECT DISTINCT "dimension", "grainMinutes" FROM kept) k
    )
    SELECT to_char("day", 'YYYY-MM-DD') AS "day", "dimension", "grainMinutes", COALESCE("kept", 'nothing') AS "kept",
      COALESCE("users", 'nothing') AS "users"
    FROM wanted FULL JOIN kept USING ("day", "dimension", "grainMinutes")
    WHERE "kept" IS DISTINCT FROM "users"
    ORDER BY 1, 2, 3 LIMIT 1`;
  return row ?? null;
}
