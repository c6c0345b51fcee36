import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { getBalanceAt, getStatement } from './statement.ts';
import { hour, openAccount } from './test-support/open-account.ts';

const database = useTestDatabase();

test('a balance is told as of any past instant, held credits and what is due included', async () => {
  const { own, userId, grant, hold, spend, pass, later } = await openAccount(database.db);
  const opened = later(0);
  await grant(10, { expiresAt: later(hour + 1) });
  await hold(4);
  pass(2);
  await spend(3);
  const spentAt = later(0);
  pass(2 * hour);
  const at = async (instant: Date) => getBalanceAt(own, userId, { at: instant.toISOString() });
  expect(await at(new Date(opened.getTime() - 1))).toMatchObject({ creditsOwned: 0, seq: 0 });
  expect(await at(opened)).toEqual({ at: opened, creditsOwned: 100, seq: 1 });
  expect(await at(new Date(spentAt.getTime() - 1))).toMatchObject({ creditsOwned: 110, seq: 2 });
  expect(await at(spentAt)).toMatchObject({ creditsOwned: 107, seq: 5 });
  expect(await at(later(0)), 'the expiry is due, and written first').toMatchObject({ seq: 6 });
  await expect(at(later(1))).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { issues: [{ path: 'at', message: 'A balance is known up to now.' }] },
  });
});

test('a statement opens with what was owned, names each kind of movement, and closes with their sum', async () => {
  const { own, userId, grant, spend, refund, pass, later } = await openAccount(database.db);
  pass(hour);
  const from = later(0);
  await grant(10, { expiresAt: later(hour + 1), priority: 1 });
  const [receipt] = await spend(3);
  await refund(receipt?.entry.id ?? '');
  pass(hour);
  const to = later(0);
  const period = { from: from.toISOString(), to: to.toISOString() };
  const rest = { from, to, openingCredits: 100 };
  expect(await getStatement(own, userId, period), 'an expiry at its end is of the next period').toEqual({
    ...rest,
    closingCredits: 108,
    movements: [
      { kind: 'SPEND', entries: 3, credits: -3 },
      { kind: 'REFUND', entries: 1, credits: 1 },
      { kind: 'GRANT', entries: 1, credits: 10 },
    ],
  });
  const next = { from: period.to, to: new Date(to.getTime() + 1).toISOString() };
  expect(await getStatement(own, userId, next)).toMatchObject({
    openingCredits: 108,
    closingCredits: 100,
    movements: [{ kind: 'EXPIRY', entries: 1, credits: -8 }],
  });
});

test('another user’s past looks as if it did not exist', async () => {
  const [owner, stranger] = [await openAccount(database.db), await openAccount(database.db)];
  const [at, to] = [owner.later(-1).toISOString(), owner.later(0).toISOString()];
  const period = { from: at, to };
  const notFound = { code: 'NOT_FOUND', message: 'No such user.' };
  await expect(getBalanceAt(stranger.own, owner.userId, { at })).rejects.toMatchObject(notFound);
  await expect(getStatement(stranger.own, owner.userId, period)).rejects.toMatchObject(notFound);
  await expect(getBalanceAt(owner.system, 'nobody', { at })).rejects.toMatchObject(notFound);
  await expect(getStatement(owner.system, 'nobody', period)).rejects.toMatchObject(notFound);
});
