import type { Database } from '@scrip/database';
import { featureKey } from '../ledger.ts';

/**
 * The seed document's deduction, with FOR UPDATE so that it loses nothing: read, check, write, record, each a round trip
 * in a Prisma interactive transaction. It keeps the ledger's numbers too, or the check could not tell.
 */
export async function deductAsTheSeed(db: Database, userId: string, idempotencyKey: string): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "CreditBalance" WHERE "userId" = ${userId} FOR UPDATE`;
      const balance = await tx.creditBalance.findUniqueOrThrow({ where: { userId } });
      if (balance.creditsRemaining < 1) throw new Error('Insufficient credits');
      const seq = balance.lastSeq + 1;
      const timestamp = new Date();
      await tx.creditBalance.update({
        where: { userId },
        data: { creditsRemaining: balance.creditsRemaining - 1, lastSeq: seq, lastEntryAt: timestamp },
      });
      await tx.usageHistory.create({
        data: {
          userId,
          creditBalanceId: balance.id,
          kind: 'SPEND',
          operationType: 'AI_TEXT_CHAT',
          featureKey,
          creditsUsed: 1,
          seq,
          balanceAfter: balance.creditsRemaining + balance.creditsHeld - 1,
          idempotencyKey,
          requestHash: 'bench',
          timestamp,
        },
      });
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}
