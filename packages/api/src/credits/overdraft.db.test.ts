import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { auditLedger } from '../auditor/service.ts';
import { listGrants, listPayments } from './grants.ts';
import { setOverdraft } from './spend-limits.ts';
import { openAccount } from './test-support/open-account.ts';

const database = useTestDatabase();

test('law 3: an overdraft is spent to its limit, paid back by the next grant, and its refund is owed by nobody', async () => {
  const { grant, spend, refund, system, userId, balance } = await openAccount(database.db, 1);
  await setOverdraft(system, { userId, overdraftCredits: 3, reason: 'A trusted account' });
  const receipts = await spend(4);
  await expect(spend()).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  expect(await balance()).toEqual([-3, 0]);
  const last = receipts[3]?.entry.id ?? '';
  await refund(last);
  await expect(
    setOverdraft(system, { userId, overdraftCredits: 1, reason: 'Less trusted' }),
  ).rejects.toMatchObject({
    code: 'OVERDRAFT_IN_USE',
    details: { owed: 2 },
  });
  const { grant: purchase } = await grant(10);
  expect(await listGrants(system, userId)).toMatchObject([
    { remainingCredits: 0 },
    { id: purchase.id, remainingCredits: 8 },
  ]);
  expect(await listPayments(system, userId, receipts[1]?.entry.id ?? '')).toMatchObject([
    { grantId: purchase.id, credits: 1 },
  ]);
  expect(await balance()).toEqual([8, 0]);
  await setOverdraft(system, { userId, overdraftCredits: 0, reason: 'Paid back' });
  expect(await balance(), 'what was allowed then is no violation now').toEqual([8, 0]);
  expect(await auditLedger(system, { userId })).toMatchObject({ deviations: [] });
});
