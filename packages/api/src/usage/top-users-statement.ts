import { Prisma } from '@scrip/database';
import { behind, wholeDays } from './all-usage-statement.ts';
import { countedEntries, sumColumns } from './counted-entries-statement.ts';
import type { WalkPlace } from './top-users-repository.ts';

const sql = Prisma.sql;

/** The users of whom some entries are not folded: what they ever spent is not known from their totals. */
export const candidatesBehind = sql`SELECT behind."userId", behind."foldedSeq", 0 AS "creditsEver" FROM behind`;

/** The next users by what they ever spent, those left out who have not used anything since the period began. */
export function candidatesAfter(place: WalkPlace | null, from: Date, take: number): Prisma.Sql {
  const after = place
    ? sql`AND f."creditsSpent" <= ${place.creditsEver}::bigint
        AND (f."creditsSpent" < ${place.creditsEver}::bigint OR f."userId" > ${place.userId})`
    : Prisma.empty;
  return sql`SELECT f."userId", f."foldedSeq", f."creditsSpent" AS "creditsEver" FROM "UsageFold" f
    WHERE f."lastDay" >= ${from}::timestamptz::date ${after}
    ORDER BY f."creditsSpent" DESC, f."userId" LIMIT ${take}`;
}

/**
 * What each candidate used between two instants: whole UTC days as the difference of two running totals, the parts of days
 * at both ends from the ledger, and what is not folded yet. Three short reads each, however long the period is.
 */
export function candidatesUsage(candidates: Prisma.Sql, { from, to }: { from: Date; to: Date }): Prisma.Sql {
  const { firstDay, endDay } = wholeDays({ from, to });
  const soFar = (day: Date) => sql`LEFT JOIN LATERAL (
      SELECT d."spentSoFar", d."refundedSoFar", d."spendsSoFar", d."refundsSoFar" FROM "UsageDaily" d
      WHERE d."userId" = c."userId" AND d."day" < ${day}::timestamptz::date ORDER BY d."day" DESC LIMIT 1
    )`;
  // The fence keeps a period from being read from end to end in search of its few entries that are not folded.
  const entries = (where: Prisma.Sql, start: Date, end: Date) =>
    sql`SELECT * FROM (${countedEntries([], sql`h."userId" = c."userId" AND ${where}`)} OFFSET 0) part
      WHERE part."timestamp" >= ${start} AND part."timestamp" < ${end}`;
  const atAnEnd = (start: Date, end: Date) =>
    entries(sql`h."timestamp" >= ${start} AND h."timestamp" < ${end}`, start, end);
  const difference = (total: string, column: string) => {
    const [name, sum] = [Prisma.raw(`"${total}"`), Prisma.raw(`"${column}"`)];
    return sql`(COALESCE(ended.${name}, 0) - COALESCE(began.${name}, 0))::float8 + rest.${sum} AS ${sum}`;
  };
  return sql`
    WITH ${behind}, candidate AS MATERIALIZED (${candidates})
    SELECT c."userId", c."creditsEver"::float8 AS "creditsEver", ${difference('spentSoFar', 'creditsSpent')},
      ${difference('refundedSoFar', 'creditsRefunded')}, ${difference('spendsSoFar', 'spends')},
      ${difference('refundsSoFar', 'refunds')}
    FROM candidate c ${soFar(firstDay)} began ON true ${soFar(endDay)} ended ON true
    CROSS JOIN LATERAL (
      SELECT ${sumColumns} FROM (
        ${entries(sql`h."seq" > c."foldedSeq"`, firstDay, endDay)}
        UNION ALL ${atAnEnd(from, firstDay)}
        UNION ALL ${atAnEnd(endDay, to)}
      ) entry
    ) rest
    ORDER BY c."creditsEver" DESC, c."userId"`;
}
