import { Prisma } from '@scrip/database';
import { type RowCheck, seq } from './row-check-statement.ts';

const sql = Prisma.sql;
const hold = sql`"holdId"`;
const grant = sql`"id"`;

/** On each hold, with its shares, what the entries that capture it charged, and the answers that name it. */
export const holdChecks: RowCheck[] = [
  {
    rule: 'hold-shares',
    broken: sql`"amountCredits" <> "sharedCredits" OR "leastShare" <= 0`,
    tell: [hold, sql`'shares of ' || "amountCredits"`, sql`"sharedCredits"`],
  },
  {
    rule: 'hold-grants',
    broken: sql`"foreignShares" > 0`,
    tell: [hold, sql`'shares of grants of this user'`, sql`"foreignShares" || ' of others'`],
  },
  {
    rule: 'hold-key',
    broken: sql`COALESCE("heldAnswers", 0) <> CASE WHEN "status" IS NULL THEN 0 ELSE 1 END
      OR COALESCE("releasedAnswers", 0) <> CASE WHEN "status" = 'RELEASED' THEN 1 ELSE 0 END`,
    tell: [
      hold,
      sql`CASE WHEN "status" IS NULL THEN 'no answer' WHEN "status" = 'RELEASED' THEN '1 hold, 1 release'
        ELSE '1 hold, 0 release' END`,
      sql`COALESCE("heldAnswers", 0) || ' hold, ' || COALESCE("releasedAnswers", 0) || ' release'`,
    ],
  },
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
      OR COALESCE("captures", 0) <> CASE WHEN "status" = 'CAPTURED' THEN 1 ELSE 0 END`,
    tell: [
      hold,
      sql`COALESCE("status"::text, 'no such hold') || ', captured ' || COALESCE("capturedCredits", 0)`,
      sql`COALESCE("captures", 0) || CASE WHEN "captures" = 1 THEN ' entry' ELSE ' entries' END || ' of '
        || COALESCE("spent", 0)`,
    ],
  },
];

/** On each grant, with what it paid and what open holds took of it. */
export const grantChecks: RowCheck[] = [
  {
    rule: 'grant-remainder',
    broken: sql`"remainingCredits" NOT BETWEEN 0 AND CASE WHEN "voidedAt" IS NULL THEN "amountCredits" ELSE 0 END`,
    tell: [
      grant,
      sql`CASE WHEN "voidedAt" IS NULL THEN '0 to ' || "amountCredits" ELSE '0' END`,
      sql`"remainingCredits"`,
    ],
  },
  {
    rule: 'grant-account',
    broken: sql`"accounted" <> CASE WHEN "entryId" IS NULL THEN 0 ELSE "amountCredits" END`,
    tell: [
      grant,
      sql`CASE WHEN "entryId" IS NULL THEN 'nothing before it starts' ELSE "amountCredits"::text END`,
      sql`"accounted"`,
    ],
  },
  {
    rule: 'grant-return',
    broken: sql`"originGrantId" IS NOT NULL AND NOT ("isReturned" AND "hasOrigin")`,
    tell: [
      grant,
      sql`'a REFUND and a grant of this user'`,
      sql`CASE WHEN "isReturned" THEN 'an unknown grant' ELSE 'no REFUND' END`,
    ],
  },
];

/** On each settled entry that grants must have paid for, or that returned to them. */
export const paidChecks: RowCheck[] = [
  {
    rule: 'unpaid',
    // An account from before Scrip recorded payments begins with entries that nobody paid for; where all was returned,
    // nothing else tells of it.
    broken: sql`"isUnpaid" AND NOT ("isFirst" AND "unpaidAtFirst" = 0)`,
    tell: [seq, sql`"openCredits"`, sql`0`],
  },
];

/** On each interval that a grant, or the overdraft, paid, with those beside it and the entries it lies over. */
export const burnChecks: RowCheck[] = [
  {
    rule: 'burn-range',
    broken: sql`"fromSeq" < "toSeqBefore" OR "toSeq" > "settledSeq"`,
    tell: [
      seq,
      sql`'entries ' || COALESCE("toSeqBefore", 0) + 1 || ' to ' || "settledSeq"`,
      sql`'entries ' || "fromSeq" + 1 || ' to ' || "toSeq"`,
    ],
  },
  {
    rule: 'burn',
    broken: sql`"ownedFrom" <> "startsAt" OR ("isLast" AND "ownedTo" IS DISTINCT FROM "endsAt")`,
    tell: [
      seq,
      sql`"startsAt" || ' to ' || CASE WHEN "isLast" THEN COALESCE("endsAt"::text, 'no entry') ELSE "ownedTo"::text END`,
      sql`"ownedFrom" || ' to ' || "ownedTo"`,
    ],
  },
  {
    rule: 'burn-grant',
    broken: sql`"grantId" IS NOT NULL AND NOT "isGrant"`,
    tell: [seq, sql`'a grant of this user'`, sql`'grant ' || "grantId"`],
  },
  {
    rule: 'removal-payer',
    broken: sql`"removedFromId" IS NOT NULL AND "grantId" IS DISTINCT FROM "removedFromId"`,
    tell: [seq, sql`'grant ' || "removedFromId"`, sql`COALESCE('grant ' || "grantId", 'overdraft')`],
  },
];
