import { createAccount, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterEach, expect, test } from 'vitest';
import { checkSpend } from './check-spend.ts';
import { setOverdraft, setSpendCaps } from './spend-limits.ts';
import { chat, hour, openAccount } from './test-support/open-account.ts';

const database = useTestDatabase();
const reason = 'A test';

afterEach(() => setFeatureCosts(database.db, {}));

test('a use is affordable up to the last credit, and what is asked is what a spend would cost', async () => {
  await setFeatureCosts(database.db, { [chat]: { perUnit: { credits: 3, units: 1000 } } });
  const { own, userId } = await createAccount(database.db, { credits: 6 });
  const check = (quantity: number) => checkSpend(own, { userId, featureKey: chat, quantity });
  expect(await check(2000)).toEqual({ canAfford: true, costCredits: 6, availableCredits: 6 });
  expect(await check(2001)).toEqual({ canAfford: false, costCredits: 7, availableCredits: 6 });
});

test('an overdraft can be spent, and an account below it has nothing', async () => {
  await setFeatureCosts(database.db, { [chat]: 5 });
  const { system, own, userId } = await openAccount(database.db, 3);
  const check = () => checkSpend(own, { userId, featureKey: chat });
  expect(await check()).toMatchObject({ canAfford: false, availableCredits: 3 });
  await setOverdraft(system, { userId, overdraftCredits: 2, reason });
  expect(await check()).toMatchObject({ canAfford: true, availableCredits: 5 });
});

test('a cap is looked at before anything is spent', async () => {
  const { system, own, userId, spend } = await openAccount(database.db, 100);
  await setSpendCaps(system, {
    userId,
    caps: [{ period: 'DAY', limitCredits: 2, featureKey: chat }],
    reason,
  });
  const check = (featureKey: string) => checkSpend(own, { userId, featureKey });
  await spend(1);
  expect(await check(chat)).toMatchObject({ canAfford: true, availableCredits: 99 });
  await spend(1);
  expect(await check(chat)).toMatchObject({ canAfford: false, availableCredits: 98 });
});

test('credits that have ended meanwhile are not counted', async () => {
  const { own, userId, grant, later, pass } = await openAccount(database.db, 0);
  await grant(5, { expiresAt: later(hour) });
  const check = () => checkSpend(own, { userId, featureKey: chat });
  expect(await check()).toMatchObject({ canAfford: true, availableCredits: 5 });
  pass(hour);
  expect(await check()).toEqual({ canAfford: false, costCredits: 1, availableCredits: 0 });
});

test('an overdraft that was used up and taken away leaves nothing, not less', async () => {
  const { system, own, userId, spend } = await openAccount(database.db, 1);
  await setOverdraft(system, { userId, overdraftCredits: 2, reason });
  await spend(3);
  expect(await checkSpend(own, { userId, featureKey: chat })).toEqual({
    canAfford: false,
    costCredits: 1,
    availableCredits: 0,
  });
});

test('an account of somebody else, and of nobody, is not found', async () => {
  const [{ own }, other] = [await createAccount(database.db), await openAccount(database.db, 5)];
  const notFound = { code: 'NOT_FOUND', message: 'No such user.' };
  await expect(checkSpend(own, { userId: other.userId, featureKey: chat })).rejects.toMatchObject(notFound);
  await expect(
    checkSpend(other.system, { userId: crypto.randomUUID(), featureKey: chat }),
  ).rejects.toMatchObject(notFound);
});
