import { Prisma } from '@scrip/database';
import type { RowRule } from './audit-rules.ts';

/** A row rule in SQL: which rows break it, and what to tell of one, as text. */
export type RowCheck = { rule: RowRule; broken: Prisma.Sql; tell: [Prisma.Sql, Prisma.Sql, Prisma.Sql] };

const sql = Prisma.sql;
// As text, numbers sort like numbers only at equal length.
const seq = sql`lpad("seq"::text, 10, '0')`;
const hold = sql`"holdId"`;

/** On each entry, with the `seq` and the `balanceAfter` of the one before. */
export const entryChecks: RowCheck[] = [
  { rule: 'gap', broken: sql`"seq" <> "seqBefore" + 1`, tell: [seq, sql`"seqBefore" + 1`, sql`"seq"`] },
  {
    rule: 'chain',
    broken: sql`"balanceAfter" <> "ownedBefore" - "creditsUsed"`,
    tell: [seq, sql`"ownedBefore" - "creditsUsed"`, sql`"balanceAfter"`],
  },
  {
    rule: 'direction',
    broken: sql`NOT CASE "kind" WHEN 'SPEND' THEN "creditsUsed" >= 0 WHEN 'EXPIRY' THEN "creditsUsed" > 0
      WHEN 'ADJUSTMENT' THEN "creditsUsed" <> 0 ELSE "creditsUsed" < 0 END`,
    tell: [seq, sql`"kind"::text || ' in its direction'`, sql`"creditsUsed"`],
  },
  {
    rule: 'key',
    broken: sql`length("idempotencyKey") NOT BETWEEN 1 AND 255`,
    tell: [seq, sql`'1 to 255 characters'`, sql`length("idempotencyKey")`],
  },
  {
    rule: 'refund-link',
    broken: sql`("kind" = 'REFUND') <> ("refundOfId" IS NOT NULL)`,
    tell: [
      seq,
      sql`'refunds, and only they, name a spend'`,
      sql`"kind"::text || ' of ' || COALESCE("refundOfId", 'nothing')`,
    ],
  },
];

/** On each refund, with its spend, its place among the refunds of that spend, and their sum up to it. */
export const refundChecks: RowCheck[] = [
  {
    rule: 'refund-target',
    broken: sql`("spendKind" = 'SPEND' AND "spendSeq" < "seq") IS NOT TRUE`,
    tell: [
      seq,
      sql`'an earlier SPEND'`,
      sql`COALESCE("spendKind"::text || ' ' || "spendSeq", 'no entry of this user')`,
    ],
  },
  {
    rule: 'refund-sum',
    broken: sql`"refunded" > "spent" AND "spendKind" = 'SPEND'`,
    tell: [seq, sql`'at most ' || "spent"`, sql`"refunded"`],
  },
  {
    rule: 'refund-number',
    broken: sql`"refundSeq" IS DISTINCT FROM "nth"`,
    tell: [seq, sql`"nth"`, sql`COALESCE("refundSeq"::text, 'none')`],
  },
];

/** On each hold, with what the entries that capture it charged. */
export const holdChecks: RowCheck[] = [
  {
    rule: 'hold-state',
    broken: sql`("status" = 'OPEN') <> ("endedAt" IS NULL) OR "capturedCredits" < 0
      OR ("status" <> 'CAPTURED' AND "capturedCredits" <> 0)`,
    tell: [
      hold,
      sql`'endedAt if ended, capturedCredits only if captured'`,
      sql`"status"::text || ', ' || CASE WHEN "endedAt" IS NULL THEN 'not ended' ELSE 'ended' END
        || ', captured ' || "capturedCredits"`,
    ],
  },
  {
    rule: 'hold-capture',
    broken: sql`COALESCE("spent", 0) <> COALESCE("capturedCredits", 0)
      OR ("spent" IS NOT NULL AND "status" IS DISTINCT FROM 'CAPTURED')`,
    tell: [
      hold,
      sql`COALESCE("status"::text, 'no such hold') || ', captured ' || COALESCE("capturedCredits", 0)`,
      sql`COALESCE('entries of ' || "spent", 'no entry')`,
    ],
  },
];

/** On each entry that gives credits and on each grant, side by side. */
export const givingChecks: RowCheck[] = [
  {
    rule: 'grant-count',
    broken: sql`"seq" IS NOT NULL AND COALESCE("grants", 0) <> 1`,
    tell: [seq, sql`'1 grant'`, sql`COALESCE("grants", 0)`],
  },
  {
    rule: 'grant-amount',
    broken: sql`"seq" IS NOT NULL AND "grants" = 1 AND "amount" <> -"creditsUsed"::bigint`,
    tell: [seq, sql`-"creditsUsed"::bigint`, sql`"amount"`],
  },
  {
    rule: 'grant-origin',
    broken: sql`"seq" IS NULL`,
    tell: [sql`"grantId"`, sql`'a GRANT or a positive ADJUSTMENT'`, sql`'entry ' || "entryId"`],
  },
];

/** On each grant by itself. */
export const grantChecks: RowCheck[] = [
  {
    rule: 'grant-remainder',
    broken: sql`"remainingCredits" NOT BETWEEN 0 AND "amountCredits"`,
    tell: [sql`"id"`, sql`'0 to ' || "amountCredits"`, sql`"remainingCredits"`],
  },
];

/** A JSON object with the places of each rule that is broken somewhere: `{}` for rows in order. */
export function placesOf(checks: RowCheck[]): Prisma.Sql {
  const places = checks.map(
    ({ rule, broken, tell: [row, expected, found] }) => sql`${rule}::text,
      CASE WHEN COUNT(*) FILTER (WHERE ${broken}) > 0 THEN jsonb_build_object(
        'count', COUNT(*) FILTER (WHERE ${broken}),
        'first', MIN(ARRAY[(${row})::text, (${expected})::text, (${found})::text]) FILTER (WHERE ${broken})) END`,
  );
  return sql`jsonb_strip_nulls(jsonb_build_object(${Prisma.join(places)})) AS "places"`;
}
