import { Prisma } from '@scrip/database';
import type { EntryFilter } from './schema.ts';

const sql = Prisma.sql;

/** What is shown of an entry, of the table alias `h`. */
export const entrySelection = sql`h."id", h."userId", h."kind"::text AS "kind",
  h."operationType"::text AS "operationType", h."featureKey", h."creditsUsed", h."seq", h."balanceAfter", h."refundOfId",
  h."holdId", h."grantId", h."priceVersionId", h."quantity", h."model", h."actorId", h."apiKeyId", h."idempotencyKey", h."details",
  h."timestamp"`;

/** What a filter asks of an entry `h`, its time aside. */
export function entryCondition(filter: EntryFilter): Prisma.Sql {
  const {
    kinds,
    featureKeys,
    operationTypes,
    models,
    apiKeyIds,
    minCredits,
    maxCredits,
    text,
    idempotencyKey,
  } = filter;
  const conditions = [sql`true`];
  const oneOf = (column: Prisma.Sql, values: string[] | undefined) => {
    if (values?.length) conditions.push(sql`${column} = ANY(${values}::text[])`);
  };
  oneOf(sql`h."kind"::text`, kinds);
  oneOf(sql`h."featureKey"`, featureKeys);
  oneOf(sql`h."operationType"::text`, operationTypes);
  oneOf(sql`h."model"`, models);
  oneOf(sql`h."apiKeyId"`, apiKeyIds);
  if (minCredits !== undefined) conditions.push(sql`abs(h."creditsUsed"::bigint) >= ${minCredits}`);
  if (maxCredits !== undefined) conditions.push(sql`abs(h."creditsUsed"::bigint) <= ${maxCredits}`);
  if (idempotencyKey !== undefined) conditions.push(sql`h."idempotencyKey" = ${idempotencyKey}`);
  if (text !== undefined) conditions.push(sql`h."details"::text ILIKE ${patternOf(text)}`);
  return Prisma.join(conditions, ' AND ');
}

/** Matches the text as it is written in JSON. */
function patternOf(text: string): string {
  const inJson = JSON.stringify(text).slice(1, -1);
  return `%${inJson.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/**
 * That an entry `h` of this user lies in the filter's time. Asked by number, which rises with the time: by the time itself
 * a page far back would read all entries that are newer.
 */
export function timeCondition(userId: string, { from, to }: EntryFilter): Prisma.Sql {
  const firstAt = (at: string) => sql`COALESCE((SELECT t."seq" FROM "UsageHistory" t
      WHERE t."userId" = ${userId} AND t."timestamp" >= ${at}::timestamptz
      ORDER BY t."timestamp", t."seq" LIMIT 1)::bigint, 2147483648)`;
  return sql`${from ? sql`h."seq" >= ${firstAt(from)}` : sql`true`} AND ${to ? sql`h."seq" < ${firstAt(to)}` : sql`true`}`;
}
