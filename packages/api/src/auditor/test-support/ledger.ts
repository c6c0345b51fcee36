import type { Database } from '@scrip/database';
import { createAccount } from '@scrip/testing';
import { adjustBalance } from '../../credits/adjust-balance.ts';
import { captureHold } from '../../credits/capture-hold.ts';
import { grantCredits } from '../../credits/grant-credits.ts';
import { holdCredits } from '../../credits/hold-credits.ts';
import { refundSpend } from '../../credits/refund-spend.ts';
import { releaseHold } from '../../credits/release-hold.ts';
import { spendCredits } from '../../credits/spend-credits.ts';
import { voidGrant } from '../../credits/void-grant.ts';
import { corruptedUserId, foreignUserId } from './corruption-statements.ts';

const userId = corruptedUserId;
const chat = 'ai_text_chat';
const image = 'ai_image_generation';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * A ledger with every kind of change, one of each hold, and one spend that is not settled: 16 entries, which sum to 100
 * credits, 3 of them held.
 */
export async function writeLedger(db: Database): Promise<void> {
  let at = new Date('2026-11-23T12:00:00Z').getTime();
  const now = () => {
    at += 1_000;
    return new Date(at);
  };
  const admin = await createAccount(db, { role: 'ADMIN', now });
  const foreign = await createAccount(db, { id: foreignUserId, now });
  await spendCredits(foreign.own, { userId: foreignUserId, featureKey: chat, idempotencyKey: 'x' });

  const { own, system } = await createAccount(db, { id: userId, now });
  const spend = (idempotencyKey: string, featureKey: string) =>
    spendCredits(own, { userId, featureKey, idempotencyKey });
  const refund = (spendId: string, amountCredits: number, idempotencyKey: string) =>
    refundSpend(system, { userId, spendId, amountCredits, idempotencyKey });
  const adjust = (deltaCredits: number) =>
    adjustBalance(admin.own, {
      userId,
      mode: 'delta',
      deltaCredits,
      reason: 'A test',
      idempotencyKey: `by ${deltaCredits}`,
    });
  const hold = async (amountCredits: number) => {
    const request = { userId, featureKey: chat, amountCredits, ttlSeconds: (7 * dayMs) / 1000 };
    return (await holdCredits(system, { ...request, idempotencyKey: `hold ${amountCredits}` })).hold.id;
  };
  const grant = (amountCredits: number, more: { expiresAt?: Date; startsAt?: Date }) =>
    grantCredits(system, {
      userId,
      amountCredits,
      source: 'PURCHASE',
      idempotencyKey: `grant ${amountCredits}`,
      ...more,
    });

  // 1 is the grant that every account opens with.
  const early = await spend('2', image);
  await spend('3', chat);
  await refund(early.entry.id, 3, '4');
  await refund(early.entry.id, 1, '5');
  await adjust(2);
  await adjust(-3);
  await spend('8', chat);
  await grant(10, { expiresAt: new Date(at + hourMs) });
  const late = await spend('10', image);
  await hold(3);
  await releaseHold(system, { userId, holdId: await hold(9), idempotencyKey: 'release' });
  await captureHold(system, { userId, holdId: await hold(6), amountCredits: 1, idempotencyKey: '11' });
  at += 2 * hourMs;
  // 12 is the expiry of the last credit of 9, written before 13, which returns credits of 9 for a time of grace.
  await refund(late.entry.id, 2, '13');
  const pack = await grant(20, {});
  await voidGrant(system, { userId, grantId: pack.grant.id, reason: 'A test', idempotencyKey: '15' });
  await grant(30, { startsAt: new Date(at + 30 * dayMs) });
  await spend('16', chat);
}
