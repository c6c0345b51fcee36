import { randomUUID } from 'node:crypto';
import { spendCredits } from '@scrip/api/server';
import pg from 'pg';
import type { Benchmark } from '../benchmark.ts';
import { checkLedger, createContext, featureKey, openAccounts } from '../ledger.ts';
import { medianMs } from '../measure.ts';
import { countOf, freshKey } from '../spend-rate.ts';

/** The least that a spend can be: one prepared statement that takes the credit if it is there and writes the entry. */
const bareStatement = `
  WITH moved AS (
    UPDATE "CreditBalance"
    SET "creditsRemaining" = "creditsRemaining" - $2, "lastSeq" = "lastSeq" + 1, "lastEntryAt" = $3, "updatedAt" = $3
    WHERE "userId" = $1 AND "creditsRemaining" >= $2
    RETURNING "id", "lastSeq", "creditsRemaining" + "creditsHeld" AS "owned"
  )
  INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey", "creditsUsed",
    "seq", "balanceAfter", "idempotencyKey", "requestHash", "timestamp")
  SELECT $4, $1, "id", 'AI_TEXT_CHAT', 'SPEND', $5, $2, "lastSeq", "owned", $6, 'bench', $3 FROM moved
  RETURNING "seq", "balanceAfter"`;

export const spendAlone: Benchmark = {
  name: 'spend-alone',
  title: 'Median time of spendCredits with one client, against one bare prepared statement through pg',
  unit: 'ms',
  must: 1.5,
  aim: 1.15,
  async prepare(environment) {
    const ctx = createContext(environment.db);
    const userIds = await openAccounts(ctx, { count: countOf(environment, 1_000, 20) });
    const userOf = (index: number) => userIds[index % userIds.length] ?? '';
    const client = new pg.Client({ connectionString: environment.connectionString });
    await client.connect();
    const count = countOf(environment, 1_000, 20);
    return {
      ours: () =>
        medianMs(count, (index) =>
          spendCredits(ctx, { userId: userOf(index), featureKey, idempotencyKey: freshKey() }),
        ),
      baseline: () =>
        medianMs(count, (index) =>
          client.query({
            name: 'bare',
            text: bareStatement,
            values: [userOf(index), 1, new Date(), randomUUID(), featureKey, freshKey()],
          }),
        ),
      check: () => checkLedger(ctx),
      close: () => client.end(),
    };
  },
};
