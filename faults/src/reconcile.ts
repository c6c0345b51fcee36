import { isDeepStrictEqual } from 'node:util';
import { findBrokenLaws } from './laws.ts';
import type { Recorder, Sent } from './recorder.ts';
import { creditsUsedBy } from './request.ts';
import type { PlainEntry } from './service.ts';
import type { Queryable } from './stage.ts';

/** What was acknowledged until now and is not in the ledger, word for word. May run while requests are under way. */
export async function findLost(stage: Queryable, userIds: string[], recorder: Recorder): Promise<string[]> {
  const acknowledged = recorder.acknowledged();
  const stored = await readEntries(stage, userIds);
  return acknowledged.flatMap((sent) => lossOf(sent, stored));
}

/**
 * Compares the ledger with the recorder's side, when nothing is under way any more: nothing lost, nothing that was
 * refused or never asked for, the amounts asked for, the balances that follow, and every law.
 */
export async function reconcile(stage: Queryable, userIds: string[], recorder: Recorder): Promise<string[]> {
  const stored = await readEntries(stage, userIds);
  const violations = recorder.acknowledged().flatMap((sent) => lossOf(sent, stored));
  const owned = new Map(userIds.map((id) => [id, 0]));
  for (const [key, entry] of stored) {
    const sent = recorder.sent.get(key);
    if (!sent) {
      violations.push(`${key} is in the ledger and was never asked for`);
      continue;
    }
    violations.push(...oddityOf(sent, entry));
    const { userId } = sent.request;
    owned.set(userId, (owned.get(userId) ?? 0) - creditsUsedBy(sent.request));
  }
  for (const { userId, credits } of await readBalances(stage, userIds)) {
    const expected = owned.get(userId) ?? 0;
    if (credits !== expected) violations.push(`${userId} has ${credits} credits instead of ${expected}`);
  }
  return [...violations, ...(await findBrokenLaws(stage, userIds))];
}

function lossOf({ request, entry }: Sent, stored: Map<string, PlainEntry>): string[] {
  const found = stored.get(request.key);
  if (!found) return [`${request.key} was acknowledged and is lost`];
  return isDeepStrictEqual(found, entry)
    ? []
    : [`${request.key} is not in the ledger as it was acknowledged`];
}

function oddityOf({ request, entry, unanswered }: Sent, stored: PlainEntry): string[] {
  const { key } = request;
  const oddities = [];
  // A call that lost its connection may still be carried out after a repetition of it was refused.
  if (!entry && unanswered === 0) oddities.push(`${key} was refused and is in the ledger`);
  if (stored.userId !== request.userId) oddities.push(`${key} went to another user`);
  if (stored.creditsUsed !== creditsUsedBy(request))
    oddities.push(`${key} moved ${stored.creditsUsed} credits`);
  return oddities;
}

async function readEntries(stage: Queryable, userIds: string[]): Promise<Map<string, PlainEntry>> {
  const rows = await stage.query<Omit<PlainEntry, 'timestamp'> & { timestamp: Date }>(
    `SELECT "id", "userId", "kind", "operationType", "featureKey", "creditsUsed", "seq", "balanceAfter", "refundOfId",
       "priceVersionId", "quantity", "model", "actorId", "idempotencyKey", "details", "timestamp"
     FROM "UsageHistory" WHERE "userId" = ANY($1)`,
    [userIds],
  );
  return new Map(rows.map((row) => [row.idempotencyKey, { ...row, timestamp: row.timestamp.toISOString() }]));
}

function readBalances(stage: Queryable, userIds: string[]): Promise<{ userId: string; credits: number }[]> {
  return stage.query(
    `SELECT "userId", "creditsRemaining" + "creditsHeld" AS credits FROM "CreditBalance" WHERE "userId" = ANY($1)`,
    [userIds],
  );
}
