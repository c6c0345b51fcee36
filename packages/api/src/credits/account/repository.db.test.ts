import { Prisma, withTransaction } from '@scrip/database';
import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { holdCredits } from '../hold-credits.ts';
import { setOverdraft, setSpendCaps } from '../spend-limits.ts';
import { chat, hour, openAccount } from '../test-support/open-account.ts';
import { bringUpToDate } from './change-account.ts';
import { lockAccount, writeAccount } from './repository.ts';

const database = useTestDatabase();
const reason = 'A test';

async function read(userId: string) {
  const state = await withTransaction(database.db, (tx) => lockAccount(tx, userId));
  if (!state) throw new Error('The account is not there.');
  return state;
}

/** With a hold, a grant that has not started, and more spent than was there. */
async function openInDebt() {
  const account = await openAccount(database.db, 10);
  const { system, userId, key, later } = account;
  const details = { note: 'x' };
  await holdCredits(system, { userId, featureKey: chat, amountCredits: 4, idempotencyKey: key(), details });
  await account.hold(6);
  await account.grant(5, { startsAt: later(hour) });
  await setOverdraft(system, { userId, overdraftCredits: 9, reason });
  for (let spends = 0; spends < 2; spends += 1) await account.spend();
  await account.hold(1);
  await bringUpToDate(system, { userId, at: later(0) });
  return account;
}

test('what is written of an account is what is read of it again, and nothing more', async () => {
  const { userId, system, later } = await openInDebt();
  const caps = [{ period: 'DAY', featureKey: null, limitCredits: 50 } as const];
  await setSpendCaps(system, { userId, caps, reason });
  const before = await read(userId);
  expect(before).toMatchObject({ creditsRemaining: -3, creditsHeld: 11, spendCaps: caps });
  expect([before.grants.size, before.holds.size, before.uncovered.length]).toEqual([2, 3, 1]);
  expect([...before.holds.values()].flatMap(({ details }) => details ?? [])).toEqual([{ note: 'x' }]);
  for (const part of [...before.grants.values(), ...before.holds.values(), ...before.uncovered]) {
    expect(part).not.toHaveProperty('userId');
  }
  await withTransaction(database.db, (tx) => {
    const { grants, holds, uncovered } = before;
    const parts = { grants: new Set(grants.values()), holds: new Set(holds.values()) };
    const changes = { ...parts, burns: new Set(uncovered), entries: [], keyUses: [] };
    return writeAccount(tx, before, changes, { nextExpiryAt: later(hour), at: later(0) });
  });
  expect(await read(userId)).toEqual(before);
});

test('of one age or not, grants and holds are read in the order in which they were made', async () => {
  const { userId, later, hold } = await openAccount(database.db, 10);
  const { hold: held } = await hold(1);
  const { db } = database;
  // Their ids, and where their rows lie, tell another order than the instants.
  const made = [
    ['c', 2],
    ['d', 1],
    ['b', 1],
    ['a', 3],
  ] as const;
  const row = await db.creditHold.findUniqueOrThrow({ where: { userId_id: { userId, id: held.id } } });
  for (const [id, hours] of made) {
    const createdAt = later(hours * hour);
    await db.creditGrant.create({
      data: {
        id,
        userId,
        createdAt,
        source: 'PROMOTION',
        amountCredits: 1,
        remainingCredits: 0,
        startsAt: later(9 * hour),
      },
    });
    await db.creditHold.create({
      data: { ...row, id, createdAt, expiresAt: later(9 * hour), shares: [], details: Prisma.DbNull },
    });
  }
  const state = await read(userId);
  const inOrder = ['b', 'd', 'c', 'a'];
  expect([...state.grants.keys()].slice(1)).toEqual(inOrder);
  expect([...state.holds.keys()].slice(1)).toEqual(inOrder);
});

test('only what an account still has is read of its grants', async () => {
  const { userId, system, grant, spend, later } = await openAccount(database.db, 0);
  await grant(1);
  const { grant: left } = await grant(5);
  await spend(1);
  await bringUpToDate(system, { userId, at: later(0) });
  expect([...(await read(userId)).grants.keys()]).toEqual([left.id]);
});

test('an account without caps has none in its row, where spends look for them', async () => {
  const { userId, system } = await openAccount(database.db);
  const caps = [{ period: 'DAY', featureKey: null, limitCredits: 50 } as const];
  const isWithout = () =>
    database.db.creditBalance.count({ where: { userId, spendCaps: { equals: Prisma.DbNull } } });
  await setSpendCaps(system, { userId, caps, reason });
  expect(await isWithout()).toBe(0);
  await setSpendCaps(system, { userId, caps: [], reason });
  expect(await isWithout()).toBe(1);
});

test('an account that does not exist is not found by what changes it', async () => {
  const { system } = await openAccount(database.db);
  const nobody = setOverdraft(system, { userId: 'nobody', overdraftCredits: 1, reason });
  await expect(nobody).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No such user.' });
  await bringUpToDate(system, { userId: 'nobody', at: new Date() });
});
