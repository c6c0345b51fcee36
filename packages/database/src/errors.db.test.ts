import { useTestDatabase } from '@scrip/testing';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import {
  closeDatabase,
  createDatabase,
  isCheckViolation,
  isConnectionError,
  isForeignKeyViolation,
  isRecordNotFound,
  isUnavailable,
  isUniqueViolation,
  isWriteConflict,
  sqlStateOf,
} from './index.ts';

const database = useTestDatabase();

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable('it should fail'),
    (error: unknown) => error,
  );

test('a unique violation is recognised by constraint, from a model, a raw query and the driver', async () => {
  const { db, connectionString } = database;
  await db.user.create({ data: { clerkId: 'twice' } });
  const insert = `INSERT INTO "User" ("id", "clerkId", "updatedAt") VALUES ('x', 'twice', now())`;
  const client = new Client({ connectionString });
  await client.connect();
  const errors = [
    await failure(db.user.create({ data: { clerkId: 'twice' } })),
    await failure(db.$executeRawUnsafe(insert)),
    await failure(db.$transaction((tx) => tx.user.create({ data: { clerkId: 'twice' } }))),
    await failure(client.query(insert)),
  ];
  await client.end();
  for (const error of errors) {
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'User_clerkId_key')).toBe(true);
    expect(isUniqueViolation(error, 'User_email_key')).toBe(false);
    expect(sqlStateOf(error)).toBe('23505');
    expect([isCheckViolation(error), isForeignKeyViolation(error), isConnectionError(error)]).toEqual([
      false,
      false,
      false,
    ]);
  }
});

test("a shard's constraint, whose name carries a number, is recognised", async () => {
  const { db } = database;
  await db.$executeRaw`CREATE TABLE shard (a int CONSTRAINT "Shard_a_key_102008" UNIQUE)`;
  await db.$executeRaw`INSERT INTO shard VALUES (1)`;
  const error = await failure(db.$executeRaw`INSERT INTO shard VALUES (1)`);
  expect(isUniqueViolation(error, 'Shard_a_key')).toBe(true);
});

test('a CHECK is recognised by name, from a model and a raw query', async () => {
  const { db } = database;
  const { id } = await db.user.create({ data: { clerkId: 'shouting' } });
  const errors = [
    await failure(db.user.update({ where: { id }, data: { email: 'LOUD@EXAMPLE.COM' } })),
    await failure(db.$executeRaw`UPDATE "User" SET "email" = 'LOUD@EXAMPLE.COM' WHERE "id" = ${id}`),
  ];
  for (const error of errors) {
    expect(isCheckViolation(error, 'User_email_lowercase_check')).toBe(true);
    expect(isCheckViolation(error, 'User_other')).toBe(false);
    expect(isUniqueViolation(error)).toBe(false);
  }
});

test('a missing parent and a parent with children are foreign key violations', async () => {
  const { db } = database;
  const orphan = await failure(db.userPreferences.create({ data: { userId: 'nobody' } }));
  expect(isForeignKeyViolation(orphan, 'UserPreferences_userId_fkey')).toBe(true);
  const { id } = await db.user.create({ data: { clerkId: 'parent', preferences: { create: {} } } });
  expect(isForeignKeyViolation(await failure(db.user.delete({ where: { id } })))).toBe(true);
  expect(isForeignKeyViolation(await failure(db.$executeRaw`DELETE FROM "User" WHERE "id" = ${id}`))).toBe(
    true,
  );
});

test('an update of a row that is not there is told apart', async () => {
  const error = await failure(database.db.user.update({ where: { id: 'nobody' }, data: { name: 'x' } }));
  expect(isRecordNotFound(error)).toBe(true);
  expect(isRecordNotFound(new Error('P2025'))).toBe(false);
});

test('a deadlock is a write conflict', async () => {
  const { db } = database;
  await db.plan.createMany({ data: ['p1', 'p2'].map((id) => ({ id, name: id, credits: 0 })) });
  const bothHoldOne = Promise.withResolvers<void>();
  let holders = 0;
  const crossing = ([first, second]: string[]) =>
    db.$transaction(async (tx) => {
      await tx.$executeRaw`UPDATE "Plan" SET "credits" = 1 WHERE "id" = ${first}`;
      holders += 1;
      if (holders === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await tx.$executeRaw`UPDATE "Plan" SET "credits" = 1 WHERE "id" = ${second}`;
    });
  const outcomes = await Promise.allSettled([crossing(['p1', 'p2']), crossing(['p2', 'p1'])]);
  const rejected = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(rejected.map(({ reason }) => isWriteConflict(reason))).toEqual([true]);
});

test('a refused and a killed connection are connection errors, a failing statement is not', async () => {
  const url = new URL(database.connectionString);
  url.port = '4298';
  const unreachable = createDatabase({ connectionString: url.href });
  expect(isConnectionError(await failure(unreachable.user.count()))).toBe(true);
  expect(isConnectionError(await failure(unreachable.$queryRaw`SELECT 1`))).toBe(true);
  await closeDatabase(unreachable);

  const killed = await failure(database.db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`);
  expect(isConnectionError(killed)).toBe(true);
  expect(isConnectionError(await failure(database.db.$queryRaw`SELECT 1/0`))).toBe(false);
});

test('a server that lacks a resource is unavailable like one that is away; a failing statement is neither', async () => {
  const lacks = (state: string) =>
    failure(database.db.$executeRawUnsafe(`DO $$ BEGIN RAISE SQLSTATE '${state}'; END $$`));
  for (const state of ['53100', '53200', '53300', '57P01'])
    expect(isUnavailable(await lacks(state))).toBe(true);
  expect(isUnavailable(await lacks('22012'))).toBe(false);
});
