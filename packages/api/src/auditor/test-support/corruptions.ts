export const corruptedUserId = 'corrupted';
export const foreignUserId = 'foreign';

const theirs = `"userId" = '${corruptedUserId}'`;
const dropCheck = (table: string, name: string) =>
  `ALTER TABLE "${table}" DROP CONSTRAINT "${table}_${name}"`;
const balanceSet = (set: string) => `UPDATE "CreditBalance" SET ${set} WHERE ${theirs}`;
const entrySet = (seq: number, set: string) =>
  `UPDATE "UsageHistory" SET ${set} WHERE ${theirs} AND "seq" = ${seq}`;
const holdSet = (id: string, set: string) =>
  `UPDATE "CreditHold" SET ${set} WHERE ${theirs} AND "id" = '${id}'`;
const entryId = (seq: number, owner = corruptedUserId) =>
  `(SELECT "id" FROM "UsageHistory" WHERE "userId" = '${owner}' AND "seq" = ${seq})`;
const grantSet = (seq: number, set: string) =>
  `UPDATE "CreditGrant" SET ${set} WHERE ${theirs} AND "entryId" = ${entryId(seq)}`;

export type Corruption = {
  law: number;
  rule: string;
  place: string | null;
  expected: string;
  found: string | RegExp;
  /** Statements between semicolons. */
  sql: string;
};

/** Breaks one rule each, and only that, of the ledger that laws.db.test.ts builds. */
export const corruptions: Corruption[] = [
  {
    law: 1,
    rule: 'balance',
    place: null,
    expected: '96',
    found: '97',
    sql: balanceSet('"creditsRemaining" = "creditsRemaining" + 1'),
  },
  {
    law: 1,
    rule: 'held',
    place: null,
    expected: '7',
    found: '8',
    sql: balanceSet('"creditsHeld" = 8, "creditsRemaining" = "creditsRemaining" - 1'),
  },
  {
    law: 1,
    rule: 'direction',
    place: 'entry 7',
    expected: 'EXPIRY in its direction',
    found: '0',
    sql: `${dropCheck('UsageHistory', 'sign_check')};
       ${entrySet(7, `"creditsUsed" = 0, "kind" = 'EXPIRY', "balanceAfter" = 100`)};
       ${entrySet(8, `"balanceAfter" = 99`)}; ${balanceSet('"creditsRemaining" = "creditsRemaining" + 3')}`,
  },
  {
    law: 3,
    rule: 'overdraft',
    place: null,
    expected: 'at least 0',
    found: '-1',
    sql: `${dropCheck('CreditBalance', 'no_overdraft_check')};
       ${balanceSet('"creditsRemaining" = -1, "creditsHeld" = 97')}; ${holdSet('open', '"amountCredits" = 97')}`,
  },
  {
    law: 4,
    rule: 'gap',
    place: 'entry 9',
    expected: '8',
    found: '9',
    sql: `${entrySet(8, '"seq" = 9')}; ${balanceSet('"lastSeq" = 9')}`,
  },
  {
    law: 4,
    rule: 'chain',
    place: 'entry 8',
    expected: '96',
    found: '95',
    sql: entrySet(8, '"balanceAfter" = 95'),
  },
  { law: 4, rule: 'newest', place: null, expected: '8', found: '9', sql: balanceSet('"lastSeq" = 9') },
  {
    law: 5,
    rule: 'key',
    place: 'entry 3',
    expected: '1 to 255 characters',
    found: '0',
    sql: `${dropCheck('UsageHistory', 'idempotencyKey_check')}; ${entrySet(3, `"idempotencyKey" = ''`)}`,
  },
  {
    law: 6,
    rule: 'refund-link',
    place: 'entry 8',
    expected: 'refunds, and only they, name a spend',
    found: /^SPEND of \S+$/,
    sql: `${dropCheck('UsageHistory', 'refund_check')}; ${entrySet(8, `"refundOfId" = ${entryId(2)}`)}`,
  },
  {
    law: 6,
    rule: 'refund-target',
    place: 'entry 5',
    expected: 'an earlier SPEND',
    found: 'GRANT 1',
    sql: entrySet(5, `"refundOfId" = ${entryId(1)}, "refundSeq" = 1`),
  },
  {
    law: 6,
    rule: 'refund-target',
    place: 'entry 5',
    expected: 'an earlier SPEND',
    found: 'no entry of this user',
    sql: `ALTER TABLE "UsageHistory" DROP CONSTRAINT "UsageHistory_userId_refundOfId_fkey";
       ${entrySet(5, `"refundOfId" = ${entryId(2, foreignUserId)}, "refundSeq" = 1`)}`,
  },
  {
    law: 6,
    rule: 'refund-target',
    place: 'entry 5',
    expected: 'an earlier SPEND',
    found: 'SPEND 8',
    sql: entrySet(5, `"refundOfId" = ${entryId(8)}, "refundSeq" = 1`),
  },
  {
    law: 6,
    rule: 'refund-sum',
    place: 'entry 4',
    expected: 'at most 1',
    found: '3',
    sql: `${entrySet(4, `"refundOfId" = ${entryId(3)}`)}; ${entrySet(5, '"refundSeq" = 1')}`,
  },
  {
    law: 6,
    rule: 'refund-number',
    place: 'entry 5',
    expected: '2',
    found: '3',
    sql: entrySet(5, '"refundSeq" = 3'),
  },
  {
    law: 6,
    rule: 'refund-number',
    place: 'entry 5',
    expected: '2',
    found: '1',
    sql: `DROP INDEX "UsageHistory_userId_refundOfId_refundSeq_key"; ${entrySet(5, '"refundSeq" = 1')}`,
  },
  {
    law: 7,
    rule: 'hold-state',
    place: 'hold released',
    expected: 'endedAt if ended, capturedCredits only if captured',
    found: 'RELEASED, not ended, captured 0',
    sql: `${dropCheck('CreditHold', 'endedAt_check')}; ${holdSet('released', '"endedAt" = NULL')}`,
  },
  {
    law: 7,
    rule: 'hold-capture',
    place: 'hold captured',
    expected: 'CAPTURED, captured 2',
    found: 'entries of 1',
    sql: holdSet('captured', '"capturedCredits" = 2'),
  },
  {
    law: 7,
    rule: 'hold-capture',
    place: 'hold captured',
    expected: 'CAPTURED, captured 1',
    found: 'no entry',
    sql: entrySet(8, '"holdId" = NULL'),
  },
  {
    law: 7,
    rule: 'hold-capture',
    place: 'hold captured',
    expected: 'CAPTURED, captured 1',
    found: 'entries of 2',
    sql: entrySet(3, `"holdId" = 'captured'`),
  },
  {
    law: 7,
    rule: 'hold-capture',
    place: 'hold gone',
    expected: 'no such hold, captured 0',
    found: 'entries of 1',
    sql: `ALTER TABLE "UsageHistory" DROP CONSTRAINT "UsageHistory_userId_holdId_fkey";
       ${entrySet(3, `"holdId" = 'gone'`)}`,
  },
  {
    law: 8,
    rule: 'grant-count',
    place: 'entry 6',
    expected: '1 grant',
    found: '0',
    sql: `DELETE FROM "CreditGrant" WHERE ${theirs} AND "entryId" = ${entryId(6)}`,
  },
  {
    law: 8,
    rule: 'grant-count',
    place: 'entry 6',
    expected: '1 grant',
    found: '2',
    sql: `
       INSERT INTO "CreditGrant" SELECT 'twin', "userId", "entryId", "source", "priority", "amountCredits",
         "remainingCredits", "startsAt", "expiresAt", "voidedAt", "createdAt"
       FROM "CreditGrant" WHERE ${theirs} AND "entryId" = ${entryId(6)}`,
  },
  {
    law: 8,
    rule: 'grant-amount',
    place: 'entry 6',
    expected: '2',
    found: '3',
    sql: grantSet(6, '"amountCredits" = 3'),
  },
  {
    law: 8,
    rule: 'grant-origin',
    place: 'grant stray',
    expected: 'a GRANT or a positive ADJUSTMENT',
    found: /^entry \S+$/,
    sql: `INSERT INTO "CreditGrant" ("id", "userId", "entryId", "source", "amountCredits", "remainingCredits", "startsAt")
       VALUES ('stray', '${corruptedUserId}', ${entryId(2)}, 'ADMIN', 5, 5, 'epoch')`,
  },
  {
    law: 8,
    rule: 'grant-remainder',
    place: 'grant left',
    expected: '0 to 2',
    found: '3',
    sql: `${dropCheck('CreditGrant', 'remainingCredits_check')};
       ${grantSet(6, `"remainingCredits" = 3, "id" = 'left'`)}`,
  },
  {
    law: 8,
    rule: 'settled',
    place: null,
    expected: '0 to 8',
    found: '9',
    sql: `${dropCheck('CreditBalance', 'settledSeq_check')}; ${balanceSet('"settledSeq" = 9')}`,
  },
];
