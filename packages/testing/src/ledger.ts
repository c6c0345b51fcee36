import type { Database } from '@scrip/database';
import { expect } from 'vitest';

/**
 * Recomputes one user's balance from the entries and fails on any deviation: the sum (law 1), the gapless numbers and
 * the chain of balances (law 4), refunds within their spends (law 6), no overdraft (law 3).
 */
export async function expectLedgerHolds(db: Database, userId: string): Promise<void> {
  const balance = await db.creditBalance.findUniqueOrThrow({ where: { userId } });
  const entries = await db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });

  let owned = 0;
  const refundable = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    owned -= entry.creditsUsed;
    expect(entry, 'entries are numbered without a gap').toMatchObject({
      seq: index + 1,
      balanceAfter: owned,
    });
    expect(owned, 'no entry overdraws').toBeGreaterThanOrEqual(-balance.overdraftCredits);
    if (entry.kind === 'SPEND') refundable.set(entry.id, entry.creditsUsed);
    if (entry.refundOfId) {
      const left = (refundable.get(entry.refundOfId) ?? 0) + entry.creditsUsed;
      expect(left, 'refunds stay within their spend').toBeGreaterThanOrEqual(0);
      refundable.set(entry.refundOfId, left);
    }
  }
  expect(balance.creditsRemaining + balance.creditsHeld, 'the balance is the sum of the entries').toBe(owned);
  expect(balance.lastSeq, 'the balance knows its newest entry').toBe(entries.length);
}
