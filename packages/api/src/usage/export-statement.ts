import { Prisma } from '@scrip/database';
import { entryCondition, timeCondition } from '../credits/entry-statement.ts';
import type { EntryFilter } from '../credits/schema.ts';

const sql = Prisma.sql;

export type ExportFormat = { format: 'csv' | 'ndjson'; timeZone: string };

/** Instants in UTC and in the reader's zone; then what the entry is, and last what only machines read. */
export const exportColumns = [
  'time_utc',
  'time_local',
  'user_id',
  'seq',
  'kind',
  'operation_type',
  'feature',
  'model',
  'quantity',
  'credits_used',
  'balance_after',
  'entry_id',
  'refund_of',
  'hold_id',
  'grant_id',
  'price_version',
  'actor_id',
  'idempotency_key',
  'details',
] as const;

const timeUtc = sql`to_char(h."timestamp" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const timeLocal = (timeZone: string) =>
  sql`to_char(h."timestamp" AT TIME ZONE ${timeZone}, 'YYYY-MM-DD"T"HH24:MI:SS.MS')`;

/** In quotes, which RFC 4180 allows for any field; spreadsheets run what begins like a formula, so it begins with a quote. */
const quoted = (text: Prisma.Sql) => sql`CASE WHEN ${text} IS NULL THEN '' ELSE
  '"' || CASE WHEN ${text} ~ '^[=+@\\t\\r\\n-]' THEN '''' ELSE '' END || replace(${text}, '"', '""') || '"' END`;
const number = (value: Prisma.Sql) => sql`COALESCE(${value}::text, '')`;

function line({ format, timeZone }: ExportFormat): Prisma.Sql {
  const columns: [(value: Prisma.Sql) => Prisma.Sql, Prisma.Sql][] = [
    [(value) => value, timeUtc],
    [(value) => value, timeLocal(timeZone)],
    [quoted, sql`h."userId"`],
    [number, sql`h."seq"`],
    [(value) => value, sql`h."kind"::text`],
    [(value) => value, sql`h."operationType"::text`],
    [quoted, sql`h."featureKey"`],
    [quoted, sql`h."model"`],
    [number, sql`h."quantity"`],
    [number, sql`h."creditsUsed"`],
    [number, sql`h."balanceAfter"`],
    [quoted, sql`h."id"`],
    [quoted, sql`h."refundOfId"`],
    [quoted, sql`h."holdId"`],
    [quoted, sql`h."grantId"`],
    [quoted, sql`h."priceVersionId"`],
    [quoted, sql`h."actorId"`],
    [quoted, sql`h."idempotencyKey"`],
    [quoted, sql`h."details"::text`],
  ];
  if (format === 'csv') {
    return sql`${Prisma.join(
      columns.map(([write, value]) => write(value)),
      ` || ',' || `,
    )} || E'\\r\\n'`;
  }
  const pairs = columns.map(([, value], index) => {
    const json = exportColumns[index] === 'details' ? sql`h."details"` : value;
    return sql`${exportColumns[index]}::text, ${json}`;
  });
  return sql`json_build_object(${Prisma.join(pairs)})::text || E'\\n'`;
}

/** Some lines of one user as one text, by number, and the last number among them. */
export function userLines(
  userId: string,
  page: { filter: EntryFilter; afterSeq: number; take: number },
  format: ExportFormat,
): Prisma.Sql {
  return sql`
    SELECT string_agg("line", '' ORDER BY "seq") AS "lines", MAX("seq") AS "lastSeq", COUNT(*)::int AS "count" FROM (
      SELECT h."seq", ${line(format)} AS "line" FROM "UsageHistory" h
      WHERE h."userId" = ${userId} AND h."seq" > ${page.afterSeq}
        AND ${entryCondition(page.filter)} AND ${timeCondition(userId, page.filter)}
      ORDER BY h."seq" LIMIT ${page.take}
    ) page`;
}

/** The last line that was written of all users' entries. */
export type AllPosition = { at: string; userId: string; seq: number };

/** Some lines of all users between two instants as one text, by time, and the position of the last. */
export function allLines(
  page: { filter: EntryFilter; from: Date; to: Date; after: AllPosition | null; take: number },
  format: ExportFormat,
): Prisma.Sql {
  const { filter, from, to, after, take } = page;
  const behind = after
    ? sql`AND (h."timestamp", h."userId", h."seq") > (${after.at}::timestamptz, ${after.userId}, ${after.seq})`
    : Prisma.empty;
  return sql`
    SELECT string_agg("line", '' ORDER BY "timestamp", "userId", "seq") AS "lines", COUNT(*)::int AS "count",
      (array_agg(json_build_object('at', "timestamp", 'userId', "userId", 'seq', "seq")
        ORDER BY "timestamp" DESC, "userId" DESC, "seq" DESC))[1] AS "last"
    FROM (
      SELECT h."timestamp", h."userId", h."seq", ${line(format)} AS "line" FROM "UsageHistory" h
      WHERE h."timestamp" >= ${from} AND h."timestamp" < ${to} ${behind} AND ${entryCondition(filter)}
      ORDER BY h."timestamp", h."userId", h."seq" LIMIT ${take}
    ) page`;
}
