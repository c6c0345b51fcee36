import type { Prisma } from '@scrip/database';
import { createAccount, systemContext, useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { adjustBalance } from '../credits/adjust-balance.ts';
import { refundSpend } from '../credits/refund-spend.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { auditLedger } from './service.ts';
import { corruptedUserId, corruptions, foreignUserId } from './test-support/corruptions.ts';

const database = useTestDatabase();
const userId = corruptedUserId;

const chat = 'ai_text_chat';
const image = 'ai_image_generation';

beforeAll(async () => {
  const { db } = database;
  const admin = await createAccount(db, { role: 'ADMIN' });
  const foreign = await createAccount(db, { id: foreignUserId });
  const account = await createAccount(db, { id: userId });
  const spend = (key: string, featureKey: string) =>
    spendCredits(account.own, { userId, featureKey, idempotencyKey: key });
  await spendCredits(foreign.own, { userId: foreignUserId, featureKey: chat, idempotencyKey: 'x' });
  // 1 grant, 2 and 3 spends, 4 and 5 refunds of 2, 6 and 7 adjustments, 8 a spend: 100 -5 -1 +3 +1 +2 -3 -1 = 96.
  const { entry } = await spend('image', image);
  await spend('chat-1', chat);
  for (const amountCredits of [3, 1]) {
    await refundSpend(account.system, {
      userId,
      spendId: entry.id,
      amountCredits,
      idempotencyKey: `refund-${amountCredits}`,
    });
  }
  for (const deltaCredits of [2, -3]) {
    await adjustBalance(admin.own, {
      userId,
      mode: 'delta',
      deltaCredits,
      reason: 'A test',
      idempotencyKey: `by-${deltaCredits}`,
    });
  }
  await spend('chat-2', chat);
  await holdCredits('open', 'OPEN', 7);
  await holdCredits('released', 'RELEASED', 9);
  await holdCredits('captured', 'CAPTURED', 6, 1);
  await db.creditBalance.update({ where: { userId }, data: { creditsHeld: 7, creditsRemaining: 89 } });
  await db.usageHistory.update({ where: { userId_seq: { userId, seq: 8 } }, data: { holdId: 'captured' } });
});

/** The verbs for holds are not what is tested here: a hold is a row and what the balance and an entry say of it. */
async function holdCredits(
  id: string,
  status: 'OPEN' | 'RELEASED' | 'CAPTURED',
  amountCredits: number,
  captured = 0,
) {
  const at = new Date();
  await database.db.creditHold.create({
    data: {
      id,
      userId,
      featureKey: chat,
      amountCredits,
      capturedCredits: captured,
      status,
      operationType: 'AI_TEXT_CHAT',
      shares: [],
      expiresAt: at,
      endedAt: status === 'OPEN' ? null : at,
    },
  });
}

describe('each law, broken alone, is named alone', () => {
  test('before anything is broken there is nothing to name', async () => {
    expect(await auditLedger(systemContext(database.db), { all: true })).toMatchObject({
      usersAudited: 3,
      entriesAudited: 11,
      deviations: [],
      isComplete: true,
    });
  });

  test.each(corruptions)('law $law, $rule: $found instead of $expected', async ({ sql, ...deviation }) => {
    const deviations = await undone(async (tx) => {
      for (const statement of sql.split(';')) await tx.$executeRawUnsafe(statement);
      return (await auditLedger(systemContext(tx), { all: true })).deviations;
    });
    const found =
      deviation.found instanceof RegExp ? expect.stringMatching(deviation.found) : deviation.found;
    expect(deviations).toEqual([{ ...deviation, found, userId, count: 1 }]);
  });
});

/** Rolls everything back, dropped constraints too, so that the next test finds a healthy ledger. */
async function undone<Result>(work: (tx: Prisma.TransactionClient) => Promise<Result>): Promise<Result> {
  const outcome: Result[] = [];
  const rollBack = new Error('rolled back');
  await database.db
    .$transaction(async (tx) => {
      outcome.push(await work(tx));
      throw rollBack;
    })
    .catch((error: unknown) => {
      if (error !== rollBack) throw error;
    });
  const [result] = outcome;
  if (result === undefined) throw new Error('The work returned nothing.');
  return result;
}
