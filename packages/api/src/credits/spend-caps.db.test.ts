import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { getSpendLimits, setOverdraft, setSpendCaps } from './spend-limits.ts';
import { chat, hour, openAccount } from './test-support/open-account.ts';

const database = useTestDatabase();

test('caps count spends, holds and refunds of their period, and start anew with the next', async () => {
  const { spend, hold, release, refund, system, userId, pass, balance } = await openAccount(database.db, 100);
  const [first] = await spend(2);
  await setSpendCaps(system, {
    userId,
    caps: [
      { period: 'DAY', limitCredits: 5, featureKey: chat },
      { period: 'MONTH', limitCredits: 8 },
    ],
    reason: 'A careful account',
  });
  await spend(2);
  const { hold: held } = await hold(1);
  await expect(spend()).rejects.toMatchObject({
    code: 'SPEND_CAP_REACHED',
    details: { period: 'DAY', featureKey: chat, limit: 5, used: 5, required: 1 },
  });
  await release(held.id);
  await refund(first?.entry.id ?? '');
  await spend(2);
  pass(24 * hour);
  await expect(hold(4)).rejects.toMatchObject({ details: { period: 'MONTH', used: 5, required: 4 } });
  await spend(3);
  await expect(spend()).rejects.toMatchObject({ details: { period: 'MONTH', used: 8 } });
  expect(await balance()).toEqual([92, 0]);
});

test('limits are told with what is used of them and when they start anew', async () => {
  const { system, own, userId, spend, pass } = await openAccount(database.db, 100);
  expect(await getSpendLimits(own, userId)).toEqual({ overdraftCredits: 0, caps: [] });
  const cap = { period: 'DAY', limitCredits: 5, featureKey: chat } as const;
  await setSpendCaps(system, { userId, caps: [cap], reason: 'A careful account' });
  await setOverdraft(system, { userId, overdraftCredits: 7, reason: 'A trusted account' });
  await spend(2);
  const told = { ...cap, usedCredits: 2, resetsAt: new Date('2026-11-02') };
  expect(await getSpendLimits(own, userId)).toEqual({ overdraftCredits: 7, caps: [told] });
  pass(24 * hour);
  expect(await getSpendLimits(own, userId)).toEqual({
    overdraftCredits: 7,
    caps: [{ ...cap, usedCredits: 0, resetsAt: new Date('2026-11-03') }],
  });
});

test('limits of somebody else, and of nobody, are not found', async () => {
  const [one, other] = [await openAccount(database.db, 1), await openAccount(database.db, 1)];
  const notFound = { code: 'NOT_FOUND', message: 'No such user.' };
  await expect(getSpendLimits(one.own, other.userId)).rejects.toMatchObject(notFound);
  await expect(getSpendLimits(one.system, crypto.randomUUID())).rejects.toMatchObject(notFound);
});
