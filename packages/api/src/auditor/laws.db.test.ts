import type { Prisma } from '@scrip/database';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { AuditRule, type Deviation } from './schema.ts';
import { auditLedger } from './service.ts';
import {
  accountFor,
  corruptedUserId,
  dropConstraint,
  entryId,
  grantId,
} from './test-support/corruption-statements.ts';
import { corruptions } from './test-support/corruptions.ts';
import { writeLedger } from './test-support/ledger.ts';

const database = useTestDatabase();
const userId = corruptedUserId;
/** In usage.db.test.ts, which has the marks and sums that this ledger is too short for. */
const brokenElsewhere = [
  'usage-day',
  'usage-so-far',
  'usage-fold',
  'usage-folded-seq',
  'usage-mark',
] as const;

beforeAll(() => writeLedger(database.db));

describe('law 12: audited: each law, broken alone, is named alone', () => {
  test('before anything is broken there is nothing to name', async () => {
    expect(await auditLedger(systemContext(database.db), { all: true })).toMatchObject({
      usersAudited: 3,
      entriesAudited: 19,
      deviations: [],
      isComplete: true,
    });
  });

  test.each(corruptions)('law $law, $rule: $found instead of $expected', async ({ sql, ...deviation }) => {
    const asTold = (text: string | RegExp | null) =>
      text instanceof RegExp ? expect.stringMatching(text) : text;
    const { place, expected, found } = deviation;
    const told = { place: asTold(place), expected: asTold(expected), found: asTold(found) };
    expect(await deviationsAfter(sql)).toEqual([{ ...deviation, ...told, userId, count: 1 }]);
  });

  test('every rule', () => {
    const broken = new Set([...corruptions.map(({ rule }) => rule), ...brokenElsewhere]);
    expect(broken).toEqual(new Set(AuditRule.options));
  });
});

describe('an account from before payments were recorded', () => {
  const ofFirstGrant = `"userId" = '${userId}' AND "toSeq"`;

  test('is in order when its grant accounts for what was spent then', async () => {
    const deviations = await deviationsAfter(`DELETE FROM "GrantBurn" WHERE ${ofFirstGrant} <= 8;
      ${accountFor(grantId(1), 6)}; UPDATE "GrantBurn" SET "fromSeq" = 8, "toSeq" = 8 WHERE ${ofFirstGrant} = 0`);
    expect(deviations).toEqual([]);
  });

  test('is in order without a trace of that when all had been refunded', async () => {
    // 5 and 1 were spent, 3 and 1 refunded: with 2 more, that is all.
    const deviations = await deviationsAfter(`DELETE FROM "GrantBurn" WHERE ${ofFirstGrant} <= 5;
      UPDATE "UsageHistory" SET "creditsUsed" = "creditsUsed" - 2 WHERE "userId" = '${userId}' AND "seq" = 4;
      UPDATE "UsageHistory" SET "refundOfId" = ${entryId(3)}, "refundSeq" = 1 WHERE "userId" = '${userId}' AND "seq" = 5;
      UPDATE "UsageHistory" SET "balanceAfter" = "balanceAfter" + 2 WHERE "userId" = '${userId}' AND "seq" >= 4;
      UPDATE "GrantBurn" SET "ownedTo" = "ownedTo" + 2, "ownedFrom" = "ownedFrom" + 2 WHERE "userId" = '${userId}';
      UPDATE "CreditGrant" SET "remainingCredits" = "remainingCredits" + 2 WHERE "id" = ${grantId(1)};
      UPDATE "CreditBalance" SET "creditsRemaining" = "creditsRemaining" + 2 WHERE "userId" = '${userId}'`);
    expect(deviations).toEqual([]);
  });
});

describe('entries of nobody', () => {
  test('whose user does not exist are found by a run over all users', async () => {
    const deviations = await deviationsAfter(`${dropConstraint('UsageHistory', 'userId_fkey')};
      ${dropConstraint('UsageHistory', 'userId_creditBalanceId_fkey')};
      INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "creditsUsed", "seq",
        "balanceAfter", "idempotencyKey", "requestHash") VALUES
        ('one', 'nobody', 'none', 'CREDIT_GRANT', 'GRANT', -5, 1, 5, 'one', '')`);
    expect(deviations).toMatchObject([
      { userId: 'nobody', law: 1, rule: 'owner', place: 'entry 1', expected: 'a user', found: 'none' },
      { userId: 'nobody', law: 8, rule: 'grant-count' },
    ]);
  });

  test('whose user has no balance are told as such, once', async () => {
    const deviations =
      await deviationsAfter(`${dropConstraint('UsageHistory', 'userId_creditBalanceId_fkey')};
      DELETE FROM "CreditBalance" WHERE "userId" = '${userId}'`);
    expect(deviations).toMatchObject([
      { userId, rule: 'owner', place: 'entry 1', count: 16, expected: 'a balance', found: 'none' },
    ]);
  });
});

async function deviationsAfter(sql: string): Promise<Deviation[]> {
  return undone(async (tx) => {
    for (const statement of sql.split(';')) await tx.$executeRawUnsafe(statement);
    return (await auditLedger(systemContext(tx), { all: true })).deviations;
  });
}

/** Rolls everything back, dropped constraints too, so that the next test finds a healthy ledger. */
async function undone<Result>(work: (tx: Prisma.TransactionClient) => Promise<Result>): Promise<Result> {
  const outcome: Result[] = [];
  const rollBack = new Error('rolled back');
  await database.db
    .$transaction(async (tx) => {
      outcome.push(await work(tx));
      throw rollBack;
    })
    .catch((error: unknown) => {
      if (error !== rollBack) throw error;
    });
  const [result] = outcome;
  if (result === undefined) throw new Error('The work returned nothing.');
  return result;
}
