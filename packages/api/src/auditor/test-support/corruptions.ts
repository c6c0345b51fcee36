import {
  balanceSet,
  corruptedUserId,
  dropConstraint,
  entryId,
  entrySet,
  foreignUserId,
  settleNewest,
} from './corruption-statements.ts';
import { grantCorruptions } from './corruptions-of-grants.ts';
import { holdCorruptions } from './corruptions-of-holds.ts';
import { settlementCorruptions } from './corruptions-of-settlement.ts';

export type Corruption = {
  law: number;
  rule: string;
  place: string | RegExp | null;
  expected: string | RegExp;
  found: string | RegExp;
  /** Statements between semicolons. */
  sql: string;
};

const entryCorruptions: Corruption[] = [
  {
    law: 1,
    rule: 'balance',
    place: null,
    expected: '100',
    found: '101',
    sql: balanceSet('"creditsRemaining" = "creditsRemaining" + 1'),
  },
  {
    law: 1,
    rule: 'held',
    place: null,
    expected: '3',
    found: '4',
    sql: balanceSet('"creditsHeld" = 4, "creditsRemaining" = "creditsRemaining" - 1'),
  },
  {
    law: 1,
    rule: 'owner',
    place: 'entry 16',
    expected: /^balance \S+$/,
    found: 'balance other',
    sql: `${dropConstraint('UsageHistory', 'userId_creditBalanceId_fkey')};
       ${entrySet(16, `"creditBalanceId" = 'other'`)}`,
  },
  {
    law: 1,
    rule: 'direction',
    place: 'entry 17',
    expected: 'ADJUSTMENT in its direction',
    found: '0',
    sql: `${dropConstraint('UsageHistory', 'sign_check')}; ${settleNewest};
       INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "creditsUsed", "seq",
         "balanceAfter", "idempotencyKey", "requestHash", "timestamp")
       SELECT 'none', "userId", "creditBalanceId", 'ADMIN_ADJUSTMENT', 'ADJUSTMENT', 0, 17, 100, '17', '', "timestamp"
       FROM "UsageHistory" WHERE "userId" = '${corruptedUserId}' AND "seq" = 16;
       ${balanceSet('"lastSeq" = 17, "settledSeq" = 17')}`,
  },
  {
    law: 3,
    rule: 'overdraft',
    place: null,
    expected: 'at least 0',
    found: '-1',
    sql: `${dropConstraint('CreditBalance', 'no_overdraft_check')};
       ${entrySet(16, '"creditsUsed" = 99, "balanceAfter" = 2')}; ${balanceSet('"creditsRemaining" = -1')}`,
  },
  {
    law: 4,
    rule: 'gap',
    place: 'entry 17',
    expected: '16',
    found: '17',
    sql: `${entrySet(16, '"seq" = 17')}; ${balanceSet('"lastSeq" = 17')}`,
  },
  {
    law: 4,
    rule: 'chain',
    place: 'entry 16',
    expected: '100',
    found: '99',
    sql: entrySet(16, '"balanceAfter" = 99'),
  },
  {
    law: 4,
    rule: 'time',
    place: 'entry 3',
    expected: /^not before 2026-/,
    found: /^1970-/,
    sql: entrySet(3, `"timestamp" = 'epoch'`),
  },
  { law: 4, rule: 'newest', place: null, expected: '16', found: '17', sql: balanceSet('"lastSeq" = 17') },
  {
    law: 4,
    rule: 'newest-time',
    place: null,
    expected: /^2026-/,
    found: '1970-01-01T00:00:00.000Z',
    sql: balanceSet(`"lastEntryAt" = 'epoch'`),
  },
  {
    law: 5,
    rule: 'key',
    place: 'entry 3',
    expected: '1 to 255 characters',
    found: '0',
    sql: `${dropConstraint('UsageHistory', 'idempotencyKey_check')}; ${entrySet(3, `"idempotencyKey" = ''`)}`,
  },
  {
    law: 5,
    rule: 'key-twice',
    place: 'entry 3',
    expected: 'the only use of its key',
    found: 'grant',
    sql: entrySet(3, `"idempotencyKey" = 'grant 30'`),
  },
  {
    law: 6,
    rule: 'refund-link',
    place: 'entry 16',
    expected: 'refunds, and only they, name a spend',
    found: /^SPEND of \S+$/,
    sql: `${dropConstraint('UsageHistory', 'refund_check')}; ${entrySet(16, `"refundOfId" = ${entryId(2)}`)}`,
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
    sql: `${dropConstraint('UsageHistory', 'userId_refundOfId_fkey')};
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
];

/** Breaks one rule each, and only that, of the ledger that `writeLedger` writes. */
export const corruptions: Corruption[] = [
  ...entryCorruptions,
  ...holdCorruptions,
  ...grantCorruptions,
  ...settlementCorruptions,
];
