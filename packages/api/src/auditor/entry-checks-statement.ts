import { Prisma } from '@scrip/database';
import { type RowCheck, seq } from './row-check-statement.ts';

const sql = Prisma.sql;

/** On each entry, with the one before it and the balance and the user that it names. */
export const entryChecks: RowCheck[] = [
  {
    rule: 'owner',
    broken: sql`NOT "hasUser" OR "creditBalanceId" IS DISTINCT FROM "balanceId"`,
    tell: [
      seq,
      sql`CASE WHEN NOT "hasUser" THEN 'a user' ELSE COALESCE('balance ' || "balanceId", 'a balance') END`,
      sql`CASE WHEN "hasUser" AND "balanceId" IS NOT NULL THEN 'balance ' || "creditBalanceId" ELSE 'none' END`,
    ],
  },
  {
    rule: 'direction',
    broken: sql`NOT CASE "kind" WHEN 'SPEND' THEN "creditsUsed" >= 0 WHEN 'EXPIRY' THEN "creditsUsed" > 0
      WHEN 'ADJUSTMENT' THEN "creditsUsed" <> 0 ELSE "creditsUsed" < 0 END`,
    tell: [seq, sql`"kind"::text || ' in its direction'`, sql`"creditsUsed"`],
  },
  { rule: 'gap', broken: sql`"seq" <> "seqBefore" + 1`, tell: [seq, sql`"seqBefore" + 1`, sql`"seq"`] },
  {
    rule: 'chain',
    broken: sql`"balanceAfter" <> "ownedBefore" - "creditsUsed"`,
    tell: [seq, sql`"ownedBefore" - "creditsUsed"`, sql`"balanceAfter"`],
  },
  {
    rule: 'time',
    broken: sql`"timestamp" < "timeBefore"`,
    tell: [seq, sql`'not before ' || "timeBefore"`, sql`"timestamp"`],
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
  {
    rule: 'hold-link',
    broken: sql`"holdId" IS NOT NULL AND "kind" <> 'SPEND'`,
    tell: [seq, sql`'only spends capture holds'`, sql`"kind"::text || ' of hold ' || "holdId"`],
  },
  {
    rule: 'unsettled',
    broken: sql`"seq" > "settledSeq" AND ("kind" <> 'SPEND' OR "holdId" IS NOT NULL)`,
    tell: [
      seq,
      sql`'only spends without a hold after entry ' || "settledSeq"`,
      sql`"kind"::text || COALESCE(' of hold ' || "holdId", '')`,
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

/** On each entry whose key a change without an entry has used too. */
export const keyChecks: RowCheck[] = [
  { rule: 'key-twice', broken: sql`true`, tell: [seq, sql`'the only use of its key'`, sql`"verb"`] },
];

/** On each entry that gives credits and on each grant, side by side. */
export const givingChecks: RowCheck[] = [
  {
    rule: 'grant-count',
    broken: sql`"isGiving" AND COALESCE("grants", 0) <> 1`,
    tell: [seq, sql`'1 grant'`, sql`COALESCE("grants", 0)`],
  },
  {
    rule: 'grant-amount',
    broken: sql`"isGiving" AND "grants" = 1 AND "amount" <> -"creditsUsed"::bigint`,
    tell: [seq, sql`-"creditsUsed"::bigint`, sql`"amount"`],
  },
  {
    rule: 'grant-origin',
    broken: sql`"seq" IS NULL`,
    tell: [sql`"grantId"`, sql`'a GRANT, a REFUND or a positive ADJUSTMENT'`, sql`'entry ' || "entryId"`],
  },
];

/** On each entry that removes what a grant had left, with that grant. */
export const removalChecks: RowCheck[] = [
  {
    rule: 'removal',
    broken: sql`CASE "kind" WHEN 'EXPIRY' THEN "timestamp" >= "endsAt" WHEN 'ADJUSTMENT' THEN "isGrant"
      ELSE false END IS NOT TRUE`,
    tell: [
      seq,
      sql`'an expiry of an ended grant, or an adjustment of one'`,
      sql`"kind"::text || ' of ' || CASE WHEN "grantId" IS NULL THEN 'no grant' WHEN NOT "isGrant" THEN 'an unknown grant'
        ELSE 'a grant that ends ' || COALESCE("endsAt"::text, 'never') END`,
    ],
  },
];
