import type { Db } from '@scrip/database';
import { type EntryRow, entryColumns } from './repository.ts';

/** Grants with credits left at the last settlement. */
export function listLiveGrants(db: Db, userId: string) {
  return db.creditGrant.findMany({
    where: { userId, voidedAt: null, remainingCredits: { gt: 0 } },
    select: {
      id: true,
      source: true,
      priority: true,
      amountCredits: true,
      remainingCredits: true,
      startsAt: true,
      expiresAt: true,
      createdAt: true,
    },
  });
}

const grantColumns = { userId: true } as const;

/** All grants, ended and scheduled ones too. */
export function listAllGrants(db: Db, userId: string) {
  return db.creditGrant.findMany({ where: { userId }, omit: grantColumns });
}

/** The grants that an entry gave. */
export function listGrantsOfEntry(db: Db, userId: string, entryId: string) {
  return db.creditGrant.findMany({ where: { userId, entryId }, orderBy: { id: 'asc' }, omit: grantColumns });
}

/** The entries that a grant paid for, newest first, with its part of each. */
export async function listEntriesPaidBy(
  db: Db,
  userId: string,
  page: { grantId: string; beforeSeq: number | null; take: number },
): Promise<(EntryRow & { credits: number })[]> {
  const parts = await db.$queryRaw<{ id: string; credits: number }[]>`
    SELECT h."id", SUM(part."credits")::int AS "credits"
    FROM "GrantBurn" b
    JOIN "UsageHistory" h ON h."userId" = b."userId" AND h."seq" > b."fromSeq" AND h."seq" <= b."toSeq"
    CROSS JOIN LATERAL (
      SELECT CASE WHEN b."ownedFrom" < b."ownedTo" THEN b."ownedFrom" - b."ownedTo"
        ELSE LEAST(b."ownedFrom", h."balanceAfter" + h."creditsUsed") - GREATEST(b."ownedTo", h."balanceAfter") END
        AS "credits"
    ) part
    WHERE b."userId" = ${userId} AND b."grantId" = ${page.grantId} AND h."userId" = ${userId}
      AND (b."ownedFrom" < b."ownedTo" OR part."credits" > 0)
      AND (${page.beforeSeq}::int IS NULL OR h."seq" < ${page.beforeSeq}::int)
    GROUP BY h."id", h."seq" ORDER BY h."seq" DESC LIMIT ${page.take}`;
  const creditsOf = new Map(parts.map(({ id, credits }) => [id, credits]));
  const rows = await db.usageHistory.findMany({
    where: { userId, id: { in: [...creditsOf.keys()] } },
    orderBy: { seq: 'desc' },
    select: entryColumns,
  });
  return rows.map((row) => ({ ...row, credits: creditsOf.get(row.id) ?? 0 }));
}
