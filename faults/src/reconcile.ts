import { isDeepStrictEqual } from 'node:util';
import { findBrokenLaws } from './laws.ts';
import type { Recorder, Sent } from './recorder.ts';
import { creditsUsedBy } from './request.ts';
import type { PlainEntry, Told } from './service.ts';
import type { Queryable } from './stage.ts';

/** Keys that the engine gives what it does by itself: grants and holds that end. */
const ownKeyPrefix = 'scrip:';

type Kept = { userId: string; key: string; told: Told; creditsUsed: number };

/** What was acknowledged until now and is not in the ledger, word for word. May run while requests are under way. */
export async function findLost(stage: Queryable, userIds: string[], recorder: Recorder): Promise<string[]> {
  const acknowledged = recorder.acknowledged();
  const kept = await readKept(stage, userIds);
  return acknowledged.flatMap((sent) => lossOf(sent, kept));
}

/**
 * Compares the ledger with the recorder's side, when nothing is under way any more: nothing lost, nothing that was
 * refused or never asked for, the amounts asked for, the balances that follow, and every law.
 */
export async function reconcile(stage: Queryable, userIds: string[], recorder: Recorder): Promise<string[]> {
  const kept = await readKept(stage, userIds);
  const violations = recorder.acknowledged().flatMap((sent) => lossOf(sent, kept));
  const owned = new Map(userIds.map((id) => [id, 0]));
  for (const change of kept.values()) {
    const { userId, key } = change;
    const sent = recorder.sent.get(key);
    const isOwn = key.startsWith(ownKeyPrefix);
    if (sent) violations.push(...oddityOf(sent, change));
    else if (!isOwn) violations.push(`${key} is in the ledger and was never asked for`);
    // What an expiry or a void takes is what was left: the laws tell whether that is right.
    const asked = sent ? creditsUsedBy(sent.request) : null;
    owned.set(userId, (owned.get(userId) ?? 0) - (asked ?? change.creditsUsed));
  }
  for (const { userId, credits } of await readBalances(stage, userIds)) {
    const expected = owned.get(userId) ?? 0;
    if (credits !== expected) violations.push(`${userId} has ${credits} credits instead of ${expected}`);
  }
  return [...violations, ...(await findBrokenLaws(stage, userIds))];
}

function lossOf({ request, told }: Sent, kept: Map<string, Kept>): string[] {
  const found = kept.get(request.key);
  if (!found) return [`${request.key} was acknowledged and is lost`];
  return isDeepStrictEqual(found.told, told)
    ? []
    : [`${request.key} is not in the ledger as it was acknowledged`];
}

function oddityOf({ request, told, unanswered }: Sent, kept: Kept): string[] {
  const { key } = request;
  const oddities = [];
  // A call that lost its connection may still be carried out after a repetition of it was refused.
  if (!told && unanswered === 0) oddities.push(`${key} was refused and is in the ledger`);
  if (kept.userId !== request.userId) oddities.push(`${key} went to another user`);
  const asked = creditsUsedBy(request);
  if (asked !== null && kept.creditsUsed !== asked) oddities.push(`${key} moved ${kept.creditsUsed} credits`);
  return oddities;
}

async function readKept(stage: Queryable, userIds: string[]): Promise<Map<string, Kept>> {
  const entries = await stage.query<Omit<PlainEntry, 'timestamp'> & { timestamp: Date }>(
    `SELECT "id", "userId", "kind", "operationType", "featureKey", "creditsUsed", "seq", "balanceAfter", "refundOfId",
       "holdId", "grantId", "priceVersionId", "quantity", "model", "actorId", "apiKeyId", "idempotencyKey", "details",
       "timestamp"
     FROM "UsageHistory" WHERE "userId" = ANY($1)`,
    [userIds],
  );
  const operations = await stage.query<{ userId: string; key: string; answer: object }>(
    `SELECT "userId", "idempotencyKey" AS key, "answer" FROM "OperationKey" WHERE "userId" = ANY($1)`,
    [userIds],
  );
  const kept: Kept[] = [
    ...operations.map(({ userId, key, answer }) => ({ userId, key, told: { answer }, creditsUsed: 0 })),
    ...entries.map((row) => ({
      userId: row.userId,
      key: row.idempotencyKey,
      told: { entry: { ...row, timestamp: row.timestamp.toISOString() } },
      creditsUsed: row.creditsUsed,
    })),
  ];
  // The engine's own keys are distinct only within one user.
  return new Map(kept.map((change) => [keyOf(change), change]));
}

function keyOf({ userId, key }: Kept): string {
  return key.startsWith(ownKeyPrefix) ? `${userId} ${key}` : key;
}

function readBalances(stage: Queryable, userIds: string[]): Promise<{ userId: string; credits: number }[]> {
  return stage.query(
    `SELECT "userId", "creditsRemaining" + "creditsHeld" AS credits FROM "CreditBalance" WHERE "userId" = ANY($1)`,
    [userIds],
  );
}
