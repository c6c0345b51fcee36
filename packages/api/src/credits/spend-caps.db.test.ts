import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { setSpendCaps } from './spend-limits.ts';
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
