import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { changeGrantExpiry } from './change-grant-expiry.ts';
import { listGrants } from './grants.ts';
import { reduceGrant } from './reduce-grant.ts';
import { getEntry } from './service.ts';
import { hour, openAccount } from './test-support/open-account.ts';
import { expectRefused, expectUnchanged } from './test-support/untouched.ts';
import { voidGrant } from './void-grant.ts';

const database = useTestDatabase();

async function openWithGrant(amountCredits = 20) {
  const account = await openAccount(database.db);
  const { grant } = await account.grant(amountCredits, { priority: 1, expiresAt: account.later(hour) });
  const { system, userId } = account;
  const reduction = {
    userId,
    grantId: grant.id,
    amountCredits: 8,
    reason: 'Money went back',
    idempotencyKey: 'reduce',
  };
  const move = { userId, grantId: grant.id, expiresAt: account.later(2 * hour) };
  const grantNow = async () => (await listGrants(system, userId)).find(({ id }) => id === grant.id);
  return { ...account, grantId: grant.id, reduction, move, grantNow };
}

test('reducing a grant takes what is unspent of it up to the amount, with its reason', async () => {
  const { system, userId, reduction, grantId, balance, grantNow, spend, later } = await openWithGrant();
  await spend(3);
  const { takenCredits, entryId, replayed } = await reduceGrant(system, reduction);
  expect([takenCredits, replayed]).toEqual([8, false]);
  expect(await getEntry(system, userId, entryId ?? '')).toMatchObject({
    kind: 'ADJUSTMENT',
    operationType: 'ADMIN_ADJUSTMENT',
    creditsUsed: 8,
    grantId,
    details: { reason: 'Money went back', grantId },
    timestamp: later(0),
  });
  expect(await balance()).toEqual([109, 0]);
  expect(await grantNow()).toMatchObject({ remainingCredits: 9, state: 'ACTIVE' });
});

test('reducing a grant by more than is left takes what is left, and then nothing', async () => {
  const { system, reduction, balance, grantNow } = await openWithGrant(5);
  expect(await reduceGrant(system, reduction)).toMatchObject({ takenCredits: 5 });
  expect(await grantNow()).toMatchObject({ remainingCredits: 0, state: 'EXHAUSTED' });
  const again = await reduceGrant(system, { ...reduction, idempotencyKey: 'again' });
  expect(again).toEqual({ takenCredits: 0, entryId: null, replayed: false });
  expect(await balance()).toEqual([100, 0]);
});

test('law 5: a reduction of a grant happens once per key, and another one under its key is a conflict', async () => {
  const { db } = database;
  const { system, userId, reduction } = await openWithGrant();
  const first = await reduceGrant(system, reduction);
  const again = await expectUnchanged(db, userId, () => reduceGrant(system, reduction));
  expect(again).toEqual({ ...first, replayed: true });
  const others = { amountCredits: 9, reason: 'Another reason', grantId: 'another' };
  for (const [field, value] of Object.entries(others)) {
    const other = { ...reduction, [field]: value };
    await expectRefused(db, userId, () => reduceGrant(system, other), {
      code: 'CONFLICT',
      details: { fields: [field] },
    });
  }
});

test('law 5: the key of a reduction is taken for every other verb', async () => {
  const { db } = database;
  const { system, userId, reduction } = await openWithGrant();
  await reduceGrant(system, reduction);
  const { amountCredits: _, ...voiding } = reduction;
  await expectRefused(db, userId, () => voidGrant(system, voiding), {
    code: 'CONFLICT',
    details: { fields: ['amountCredits', 'verb'] },
  });
  const where = { userId_idempotencyKey: { userId, idempotencyKey: 'reduce' } };
  expect(await db.operationKey.findUnique({ where })).toMatchObject({ verb: 'reduce' });
});

test('law 10: what a reduction of a grant refuses leaves nothing behind', async () => {
  const { db } = database;
  const { system, own, userId, reduction } = await openWithGrant();
  const refuse = (fields: object, refusal: object, ctx = system) =>
    expectRefused(db, userId, () => reduceGrant(ctx, { ...reduction, ...fields }), refusal);
  const stranger = await openWithGrant();
  await refuse({}, { code: 'FORBIDDEN' }, own);
  await refuse({ grantId: 'nobody' }, { code: 'NOT_FOUND', message: 'No such grant.' });
  await refuse({ grantId: stranger.grantId }, { code: 'NOT_FOUND' });
  for (const fields of [{ userId: '' }, { grantId: '' }, { amountCredits: 0 }, { reason: '' }, { more: 1 }]) {
    await refuse(fields, { code: 'INVALID_INPUT' });
  }
});

test('what a hold took of a grant stays with the hold when the grant is reduced', async () => {
  const { system, reduction, hold, capture, balance } = await openWithGrant();
  const { hold: held } = await hold(15);
  expect(await reduceGrant(system, reduction)).toMatchObject({ takenCredits: 5 });
  expect(await balance()).toEqual([100, 15]);
  await capture(held.id, 15);
  expect(await balance()).toEqual([100, 0]);
});

test('a grant whose expiry is moved ends at the new instant', async () => {
  const { system, move, balance, pass, grantNow } = await openWithGrant();
  expect(await changeGrantExpiry(system, move)).toBe(true);
  expect(await grantNow()).toMatchObject({ expiresAt: move.expiresAt, state: 'ACTIVE' });
  pass(2 * hour - 1);
  expect(await grantNow()).toMatchObject({ state: 'ACTIVE', remainingCredits: 20 });
  pass(1);
  expect(await grantNow()).toMatchObject({ state: 'EXPIRED', remainingCredits: 0 });
  expect(await balance()).toEqual([100, 0]);
  expect(await changeGrantExpiry(system, { ...move, expiresAt: new Date('2027-01-01') })).toBe(false);
  expect(await grantNow()).toMatchObject({ state: 'EXPIRED', expiresAt: move.expiresAt });
});

test('an expiry moved into the past removes what is unspent at once', async () => {
  const { db } = database;
  const { system, userId, move, balance, later, pass, spend, grantId } = await openWithGrant();
  await spend(3);
  pass(1);
  expect(await changeGrantExpiry(system, { ...move, expiresAt: new Date(0) })).toBe(true);
  expect(await balance()).toEqual([100, 0]);
  const newest = await db.usageHistory.findFirst({ where: { userId }, orderBy: { seq: 'desc' } });
  expect(newest).toMatchObject({ kind: 'EXPIRY', creditsUsed: 17, grantId, timestamp: later(0) });
});

test('the expiry of a grant that is spent can still be moved', async () => {
  const { system, move, spend, grantNow } = await openWithGrant(3);
  await spend(3);
  expect(await changeGrantExpiry(system, move)).toBe(true);
  expect(await grantNow()).toMatchObject({ expiresAt: move.expiresAt, state: 'EXHAUSTED' });
});

test('law 10: an expiry that cannot be moved stays as it was', async () => {
  const { db } = database;
  const { system, own, userId, move } = await openWithGrant();
  const refuse = (fields: object, refusal: object, ctx = system) =>
    expectRefused(db, userId, () => changeGrantExpiry(ctx, { ...move, ...fields }), refusal);
  await refuse({}, { code: 'FORBIDDEN' }, own);
  await refuse({ grantId: 'nobody' }, { code: 'NOT_FOUND', message: 'No such grant.' });
  await refuse({ grantId: (await openWithGrant()).grantId }, { code: 'NOT_FOUND' });
  await refuse({ userId: (await createAccount(db)).userId }, { code: 'NOT_FOUND' });
  for (const fields of [{ userId: '' }, { grantId: '' }, { expiresAt: new Date(Number.NaN) }, { more: 1 }]) {
    await refuse(fields, { code: 'INVALID_INPUT' });
  }
});
