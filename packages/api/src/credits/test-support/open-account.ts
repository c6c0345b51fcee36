import type { Database } from '@scrip/database';
import { createAccount, expectLedgerHolds } from '@scrip/testing';
import { captureHold } from '../capture-hold.ts';
import { grantCredits } from '../grant-credits.ts';
import { holdCredits } from '../hold-credits.ts';
import { refundSpend } from '../refund-spend.ts';
import { releaseHold } from '../release-hold.ts';
import type { EntryReceipt } from '../schema.ts';
import { spendCredits } from '../spend-credits.ts';

/** Costs one credit. */
export const chat = 'ai_text_chat';
/** Costs five. */
export const image = 'ai_image_generation';
export const hour = 3_600_000;

/** An account with a clock that the test moves, and verbs that find a key by themselves. */
export async function openAccount(db: Database, credits = 100) {
  let now = Date.parse('2026-11-01T00:00:00Z');
  const account = await createAccount(db, { credits, now: () => new Date(now) });
  const { system, userId } = account;
  let keys = 0;
  const key = () => `key-${++keys}`;
  const balance = async () => {
    const { creditsRemaining, creditsHeld } = await db.creditBalance.findUniqueOrThrow({
      where: { userId },
    });
    await expectLedgerHolds(db, userId);
    return [creditsRemaining, creditsHeld];
  };
  return {
    ...account,
    key,
    balance,
    pass: (ms: number) => {
      now += ms;
    },
    later: (ms: number) => new Date(now + ms),
    hold: (amountCredits: number, ttlSeconds = 60) =>
      holdCredits(system, { userId, featureKey: chat, amountCredits, ttlSeconds, idempotencyKey: key() }),
    capture: (holdId: string, amountCredits: number) =>
      captureHold(system, { userId, holdId, amountCredits, idempotencyKey: key() }),
    release: (holdId: string) => releaseHold(system, { userId, holdId, idempotencyKey: key() }),
    spend: async (times = 1) => {
      const receipts: EntryReceipt[] = [];
      for (let nth = 0; nth < times; nth += 1) {
        receipts.push(await spendCredits(system, { userId, featureKey: chat, idempotencyKey: key() }));
      }
      return receipts;
    },
    // An instant later than what is there: of two grants alike the older burns first.
    grant: (amountCredits: number, rest: { expiresAt?: Date; startsAt?: Date; priority?: number } = {}) => {
      now += 1;
      return grantCredits(system, {
        userId,
        amountCredits,
        source: 'PROMOTION',
        idempotencyKey: key(),
        ...rest,
      });
    },
    refund: (spendId: string, amountCredits?: number) =>
      refundSpend(system, {
        userId,
        spendId,
        idempotencyKey: key(),
        ...(amountCredits ? { amountCredits } : {}),
      }),
  };
}
