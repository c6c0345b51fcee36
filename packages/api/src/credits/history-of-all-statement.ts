import { Prisma } from '@scrip/database';
import { entryCondition, entrySelection } from './entry-statement.ts';
import type { EntryFilter } from './schema.ts';

const sql = Prisma.sql;

/** The place of an entry among those of all users, which are listed by time; it never changes. */
export type PlaceOfAll = { at: Date; userId: string; seq: number };

/** The next entries of all users behind a place, newest first, with the names of their users. */
export function entriesOfAll(
  filter: EntryFilter,
  { behind, take }: { behind: PlaceOfAll | null; take: number },
): Prisma.Sql {
  const { from, to } = filter;
  const conditions = [entryCondition(filter)];
  if (from) conditions.push(sql`h."timestamp" >= ${from}::timestamptz`);
  if (to) conditions.push(sql`h."timestamp" < ${to}::timestamptz`);
  if (behind) {
    const { at, userId, seq } = behind;
    // The comparison of rows alone would leave the index to be read from its newest end.
    conditions.push(sql`h."timestamp" <= ${at}::timestamptz
      AND (h."timestamp", h."userId", h."seq") < (${at}::timestamptz, ${userId}, ${seq}::int)`);
  }
  return sql`
    SELECT page.*, u."name" AS "userName", u."email" AS "userEmail" FROM (
      SELECT ${entrySelection} FROM "UsageHistory" h WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY h."timestamp" DESC, h."userId" DESC, h."seq" DESC LIMIT ${take}
    ) page JOIN "User" u ON u."id" = page."userId"
    ORDER BY page."timestamp" DESC, page."userId" DESC, page."seq" DESC`;
}
