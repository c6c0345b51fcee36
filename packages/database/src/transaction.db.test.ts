import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { type Db, isUniqueViolation, withSavepoint, withTransaction } from './index.ts';

const database = useTestDatabase();

const addPlan = (db: Db, id: string) =>
  withTransaction(db, (tx) => tx.plan.create({ data: { id, name: id, credits: 1 } }));

const plansNamed = (prefix: string) => database.db.plan.count({ where: { id: { startsWith: prefix } } });

test('what the function returns comes back, and its writes stay', async () => {
  expect(await addPlan(database.db, 'kept-1')).toMatchObject({ id: 'kept-1' });
  expect(await plansNamed('kept-')).toBe(1);
});

test('a rejection undoes every write, those of inner transactions too', async () => {
  const outcome = withTransaction(database.db, async (tx) => {
    await addPlan(tx, 'undone-1');
    await withTransaction(tx, (inner) => addPlan(inner, 'undone-2'));
    throw new Error('after both');
  });
  await expect(outcome).rejects.toThrow('after both');
  expect(await plansNamed('undone-')).toBe(0);
});

test('an inner transaction is the outer one: one connection, nothing visible outside before the outer commit', async () => {
  const xid = (db: Db) => db.$queryRaw`SELECT pg_current_xact_id()::text AS id`;
  await withTransaction(database.db, async (tx) => {
    const outer = await xid(tx);
    await addPlan(tx, 'inner-1');
    expect(await withTransaction(tx, xid)).toEqual(outer);
    expect(await plansNamed('inner-')).toBe(0);
  });
  expect(await plansNamed('inner-')).toBe(1);
});

test('a unique violation inside, even when caught, loses the transaction: nothing of it is kept', async () => {
  await addPlan(database.db, 'taken');
  const outcome = withTransaction(database.db, async (tx) => {
    await addPlan(tx, 'lost-1');
    await tx.plan.create({ data: { id: 'taken', name: 'x', credits: 1 } }).catch((error: unknown) => {
      if (!isUniqueViolation(error, 'Plan_pkey')) throw error;
    });
    await addPlan(tx, 'lost-2');
  });
  await expect(outcome).rejects.toThrow();
  expect(await plansNamed('lost-')).toBe(0);
});

test('what fails behind a savepoint is undone alone, and the outer transaction goes on', async () => {
  await withTransaction(database.db, async (tx) => {
    await addPlan(tx, 'saved-1');
    const inner = withSavepoint(tx, async (inside) => {
      await addPlan(inside, 'saved-2');
      await inside.$queryRaw`SELECT 1 / 0`;
    });
    await expect(inner).rejects.toThrow();
    await withSavepoint(tx, (inside) => addPlan(inside, 'saved-3'));
  });
  const kept = await database.db.plan.findMany({
    where: { id: { startsWith: 'saved-' } },
    orderBy: { id: 'asc' },
  });
  expect(kept.map(({ id }) => id)).toEqual(['saved-1', 'saved-3']);
});

test('without an outer transaction a savepoint is a transaction', async () => {
  const failing = withSavepoint(database.db, async (tx) => {
    await addPlan(tx, 'alone-1');
    throw new Error('after it');
  });
  await expect(failing).rejects.toThrow('after it');
  expect(await plansNamed('alone-')).toBe(0);
});
