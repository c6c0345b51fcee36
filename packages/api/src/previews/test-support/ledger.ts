import type { Database } from '@scrip/database';
import { createAccount } from '@scrip/testing';
import { z } from 'zod';
import type { ReplayedEntry } from './replay.ts';

const Flat = z.object({ flat: z.int() });

/** Everything that a replay looks at, in order. */
export async function readLedger(
  db: Database,
  { from, to, userIds }: { from: Date; to: Date; userIds?: string[] },
): Promise<{ entries: ReplayedEntry[]; overdraftOf: Map<string, number> }> {
  const versions = await db.priceVersion.findMany();
  const flats = new Map(versions.map(({ id, price }) => [id, Flat.safeParse(price).data?.flat ?? null]));
  const rows = await db.usageHistory.findMany({
    where: { timestamp: { gte: from, lt: to }, ...(userIds && { userId: { in: userIds } }) },
    orderBy: [{ userId: 'asc' }, { seq: 'asc' }],
  });
  const balances = await db.creditBalance.findMany({ select: { userId: true, overdraftCredits: true } });
  return {
    entries: rows.map((row) => ({ ...row, versionFlat: flats.get(row.priceVersionId ?? '') ?? null })),
    overdraftOf: new Map(balances.map(({ userId, overdraftCredits }) => [userId, overdraftCredits])),
  };
}

export type Movement = {
  kind: ReplayedEntry['kind'];
  creditsUsed: number;
  featureKey?: string;
  quantity?: number | null;
  model?: string | null;
  /** Which of the movements before it refunds, from 0. */
  refundOf?: number;
  isPlanBase?: boolean;
};

/** Writes entries as they are told, an hour apart, for a fresh user; the newest is the last hour before `to`. */
export async function writeMovements(
  db: Database,
  movements: Movement[],
  { to, planId }: { to: Date; planId: string },
): Promise<string> {
  const { userId } = await createAccount(db, { credits: 0 });
  const { id: creditBalanceId } = await db.creditBalance.findUniqueOrThrow({ where: { userId } });
  let balance = 0;
  const refunds = new Map<number, number>();
  const data = movements.map(({ refundOf, isPlanBase, ...movement }, index) => {
    balance -= movement.creditsUsed;
    const refundSeq = refundOf === undefined ? null : (refunds.get(refundOf) ?? 0) + 1;
    if (refundOf !== undefined && refundSeq !== null) refunds.set(refundOf, refundSeq);
    return {
      ...movement,
      id: `${userId}-${index}`,
      userId,
      creditBalanceId,
      operationType: 'CUSTOM' as const,
      seq: index + 1,
      balanceAfter: balance,
      idempotencyKey: `key-${index}`,
      requestHash: '',
      refundOfId: refundOf === undefined ? null : `${userId}-${refundOf}`,
      refundSeq,
      ...(isPlanBase ? { details: { planId, part: 'base' } } : {}),
      timestamp: new Date(to.getTime() - (movements.length - index) * 3_600_000),
    };
  });
  await db.usageHistory.createMany({ data });
  return userId;
}
