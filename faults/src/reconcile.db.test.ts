import { type Db, withTransaction } from '@scrip/database';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { beforeAll, expect, test } from 'vitest';
import { openEngineService } from './engine-service.ts';
import { Load } from './load.ts';
import { findLost, reconcile } from './reconcile.ts';
import { Recorder } from './recorder.ts';
import type { Queryable } from './stage.ts';

const database = useTestDatabase();
const recorder = new Recorder();
let userIds: string[];

/** A little load, recorded; it is the same for all that is then done to its ledger. */
beforeAll(async () => {
  const { db, connectionString } = database;
  const [admin, user] = [await createAccount(db, { role: 'ADMIN' }), await createAccount(db, { credits: 0 })];
  userIds = [user.userId];
  const service = openEngineService({ connectionString, adminId: admin.userId });
  const load = new Load({ service, recorder, userIds, seed: 1, keyPrefix: 'k' });
  await load.open(50);
  load.start();
  await load.progress(80);
  await load.stop();
  await service.close();
});

function queryable(db: Pick<Db, '$queryRawUnsafe'>): Queryable {
  return { query: (sql, values = []) => db.$queryRawUnsafe(sql, ...values) };
}

/** What the check says after `tamper` has changed the ledger, which is then undone. */
async function checkAfter(tamper: string): Promise<string[]> {
  const undone = new Error('undone');
  let found: string[] = [];
  const tampering = async (tx: Db) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    for (const statement of tamper.split(';')) await tx.$executeRawUnsafe(statement);
    const stage = queryable(tx);
    found = [...(await findLost(stage, userIds, recorder)), ...(await reconcile(stage, userIds, recorder))];
    throw undone;
  };
  const changing = withTransaction(database.db, tampering, { timeout: 20_000 });
  await expect(changing).rejects.toBe(undone);
  return found;
}

test('the check finds nothing in a ledger that nobody has changed', async () => {
  const stage = queryable(database.db);
  expect(await findLost(stage, userIds, recorder)).toEqual([]);
  expect(await reconcile(stage, userIds, recorder)).toEqual([]);
});

const newestSpend = `(SELECT "id" FROM "UsageHistory" WHERE "kind" = 'SPEND' AND "holdId" IS NULL ORDER BY "seq" DESC LIMIT 1)`;

test.each([
  ['an acknowledged entry is gone', `DELETE FROM "UsageHistory" WHERE "id" = ${newestSpend}`, /is lost/],
  [
    'an acknowledged entry has changed',
    `UPDATE "UsageHistory" SET "details" = '{}' WHERE "id" = ${newestSpend}`,
    /not in the ledger as it was acknowledged/,
  ],
  [
    'an entry that nobody asked for',
    `UPDATE "UsageHistory" SET "idempotencyKey" = 'other' WHERE "id" = ${newestSpend}`,
    /never asked for/,
  ],
  [
    'a balance that is not the sum of its entries',
    'UPDATE "CreditBalance" SET "creditsRemaining" = "creditsRemaining" + 1',
    /law 1 .* is broken/,
  ],
  ['a grant is missing', 'DELETE FROM "CreditGrant"', /law 8 .* is broken/],
  [
    'an acknowledged hold is gone',
    `DELETE FROM "CreditHold"; DELETE FROM "OperationKey" WHERE "verb" = 'hold'`,
    /is lost/,
  ],
  [
    'a hold was made twice',
    `INSERT INTO "CreditHold" ("id", "userId", "featureKey", "operationType", "amountCredits", "status", "shares", "expiresAt",
       "endedAt") SELECT 'twin', "userId", "featureKey", "operationType", "amountCredits", 'EXPIRED', "shares", "expiresAt",
       "expiresAt" FROM "CreditHold" LIMIT 1`,
    /law 5 .* is broken/,
  ],
  [
    'a hold was captured twice',
    `UPDATE "UsageHistory" SET "holdId" = (SELECT "holdId" FROM "UsageHistory" WHERE "holdId" IS NOT NULL LIMIT 1)
     WHERE "id" = ${newestSpend}`,
    /law 7 .* is broken/,
  ],
  [
    'a hold that has ended is open again',
    `UPDATE "CreditHold" SET "status" = 'OPEN', "endedAt" = NULL, "capturedCredits" = 0 WHERE "status" <> 'OPEN'`,
    /law 1 .* is broken/,
  ],
  [
    'a grant has more left than it gave',
    'UPDATE "CreditGrant" SET "remainingCredits" = "remainingCredits" + 1 WHERE "remainingCredits" < "amountCredits"',
    /law 8 .* is broken/,
  ],
  ['an audit row is missing', 'DELETE FROM "AuditLog"', /law 10 .* is broken/],
])('the check finds that %s', async (_what, tamper, violation) => {
  expect(await checkAfter(tamper)).toContainEqual(expect.stringMatching(violation));
});
