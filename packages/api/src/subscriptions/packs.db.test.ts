import { createAccount, expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { adjustBalance } from '../credits/adjust-balance.ts';
import { recordPack, reversePack } from './packs.ts';

const database = useTestDatabase();

const pack = (userId: string, paymentId: string) => ({
  userId,
  paymentId,
  credits: 500,
  amountCents: 900,
  currency: 'USD',
});
const remaining = async (userId: string) =>
  (await database.db.creditBalance.findUniqueOrThrow({ where: { userId } })).creditsRemaining;

test('a payment gives its credits once, however often and concurrently it is reported', async () => {
  const { userId, system } = await createAccount(database.db, { credits: 10 });
  const reports = await Promise.all(
    Array.from({ length: 5 }, () => recordPack(system, pack(userId, 'pay_1'))),
  );
  expect(reports.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await remaining(userId)).toBe(510);
  const other = await createAccount(database.db);
  await expect(recordPack(system, pack(other.userId, 'pay_1'))).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  const changed = recordPack(system, { ...pack(userId, 'pay_1'), credits: 5 });
  await expect(changed).rejects.toMatchObject({ code: 'CONFLICT', details: { fields: ['credits'] } });
});

test('a refund takes what is unspent of that pack, notes the rest as owed, and touches nothing else', async () => {
  const { userId, system } = await createAccount(database.db, { credits: 0 });
  await recordPack(system, pack(userId, 'pay_a'));
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const change = {
    userId,
    mode: 'delta',
    deltaCredits: -200,
    reason: 'Used up',
    idempotencyKey: 'use',
  } as const;
  await adjustBalance(admin.own, change);
  await recordPack(system, pack(userId, 'pay_b'));
  const input = { userId, paymentId: 'pay_a', status: 'refunded', reason: 'Asked for it' } as const;
  const first = await reversePack(system, input);
  expect(first).toMatchObject({ status: 'refunded', clawedCredits: 300, owedCredits: 200, replayed: false });
  expect(await reversePack(system, input)).toMatchObject({
    clawedCredits: 300,
    owedCredits: 200,
    replayed: true,
  });
  expect(await remaining(userId)).toBe(500);
  await expectLedgerHolds(database.db, userId);
});

test('users may neither record nor reverse packs', async () => {
  const { userId, own } = await createAccount(database.db);
  await expect(recordPack(own, pack(userId, 'pay_u'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
