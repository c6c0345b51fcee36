import type { CreditBalance, Database } from '@scrip/database';
import { expect } from 'vitest';
import { z } from 'zod';
import { expectPaymentsHold } from './payments.ts';

const Overdraft = z.object({ overdraftCredits: z.int() });

/**
 * Recomputes one user's balance from the entries and fails on any deviation: the sum (law 1), no overdraft (law 3), the
 * gapless numbers, the chain of balances and time (law 4), refunds within their spends (law 6), holds (law 7), and who
 * paid for what (law 8). Shares no code with the auditor, so that each can find the other's mistakes.
 */
export async function expectLedgerHolds(db: Database, userId: string): Promise<void> {
  const balance = await db.creditBalance.findUniqueOrThrow({ where: { userId } });
  const entries = await db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });
  const holds = await db.creditHold.findMany({ where: { userId } });
  const grants = await db.creditGrant.findMany({ where: { userId } });
  const burns = await db.grantBurn.findMany({ where: { userId } });
  const floor = -(await findLargestOverdraft(db, balance));

  let owned = 0;
  let lastMs = 0;
  const refundable = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    owned -= entry.creditsUsed;
    expect(entry, 'entries are numbered without a gap').toMatchObject({
      seq: index + 1,
      balanceAfter: owned,
    });
    expect(owned, 'no entry overdraws').toBeGreaterThanOrEqual(floor);
    expect(entry.timestamp.getTime(), 'time never goes back').toBeGreaterThanOrEqual(lastMs);
    lastMs = entry.timestamp.getTime();
    if (entry.kind === 'SPEND') refundable.set(entry.id, entry.creditsUsed);
    if (entry.refundOfId) {
      const left = (refundable.get(entry.refundOfId) ?? 0) + entry.creditsUsed;
      expect(left, 'refunds stay within their spend').toBeGreaterThanOrEqual(0);
      refundable.set(entry.refundOfId, left);
    }
  }
  expect(balance.creditsRemaining + balance.creditsHeld, 'the balance is the sum of the entries').toBe(owned);
  expect(balance.creditsRemaining, 'no more is overdrawn than is allowed').toBeGreaterThanOrEqual(
    -balance.overdraftCredits,
  );
  expect(balance.lastSeq, 'the balance knows its newest entry').toBe(entries.length);
  expect(balance.lastEntryAt?.getTime() ?? 0, 'and its time').toBe(lastMs);

  for (const { id, status, capturedCredits } of holds) {
    const captured = entries.filter(({ holdId }) => holdId === id).map((entry) => entry.creditsUsed);
    expect(captured, 'a captured hold is one spend, any other none').toEqual(
      status === 'CAPTURED' ? [capturedCredits] : [],
    );
  }
  expectPaymentsHold({ balance, entries, holds, grants, burns });
}

/** What the account may owe now may be less than what it could owe once: each change of that has left its audit row. */
async function findLargestOverdraft(
  db: Database,
  { userId, overdraftCredits }: CreditBalance,
): Promise<number> {
  const where = { action: 'credits.setOverdraft', targetId: userId };
  const changes = await db.auditLog.findMany({ where, select: { after: true } });
  return Math.max(overdraftCredits, ...changes.map(({ after }) => Overdraft.parse(after).overdraftCredits));
}
