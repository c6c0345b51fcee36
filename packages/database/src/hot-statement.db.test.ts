import { useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import {
  closeDatabase,
  createDatabase,
  type DatabaseOptions,
  isCheckViolation,
  isUnavailable,
  isUniqueViolation,
  Prisma,
  queryHot,
  type SlowQuery,
} from './index.ts';

const database = useTestDatabase();

function connect(options: Partial<DatabaseOptions> = {}) {
  const db = createDatabase({ connectionString: database.connectionString, ...options });
  onTestFinished(() => closeDatabase(db));
  return db;
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable('it should fail'),
    (error: unknown) => error,
  );

function insertUser(id: string, email: string | null = null): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "User" ("id", "clerkId", "email", "updatedAt") VALUES (${id}, ${id}, ${email}, '2026-11-23')`;
}

test('rows look the same on connections of its own and inside a transaction', async () => {
  const db = connect();
  const at = new Date('2026-11-23T12:00:00.123Z');
  const everything = Prisma.sql`
    SELECT 1::int AS "int", 9007199254740993::bigint AS "bigint", NULL::int AS "none", ${at}::timestamptz AS "at",
      '{"a": [1]}'::jsonb AS "json", unnest(${['x', 'y "z"\\', null]}::text[]) AS "text"`;
  const rows = await queryHot<{ bigint: bigint }>(db, everything);
  expect(rows[0]).toMatchObject({ bigint: 9007199254740993n, at });
  expect(rows).toEqual(await db.$transaction((tx) => queryHot(tx, everything)));
});

test('given a transaction it is part of it, otherwise a transaction of its own', async () => {
  const db = connect();
  const rollback = db.$transaction(async (tx) => {
    await queryHot(tx, insertUser('undone'));
    await queryHot(db, insertUser('kept'));
    throw new Error('rolled back');
  });
  await expect(rollback).rejects.toThrow('rolled back');
  expect(await db.user.findMany({ select: { id: true } })).toEqual([{ id: 'kept' }]);
});

test('errors are recognised like those of Prisma and carry no values', async () => {
  const db = connect();
  const shouting = await failure(queryHot(db, insertUser('secret-id', 'SECRET@EXAMPLE.COM')));
  expect(isCheckViolation(shouting, 'User_email_lowercase_check')).toBe(true);
  await queryHot(db, insertUser('secret-id'));
  const twice = await failure(queryHot(db, insertUser('secret-id')));
  expect(isUniqueViolation(twice, 'User_pkey')).toBe(true);
  for (const error of [shouting, twice]) {
    expect(error instanceof Error && { ...error, message: error.message }).toSatisfy(
      (shown) => !/secret/i.test(JSON.stringify(shown)),
    );
  }
});

test('a lost or refused connection is unavailable, and the next statement gets a new one', async () => {
  const db = connect();
  const killed = await failure(queryHot(db, Prisma.sql`SELECT pg_terminate_backend(pg_backend_pid())`));
  expect(isUnavailable(killed)).toBe(true);
  expect(await queryHot(db, Prisma.sql`SELECT 1 AS n`)).toEqual([{ n: 1 }]);

  const url = new URL(database.connectionString);
  url.port = '4298';
  const refused = await failure(queryHot(connect({ connectionString: url.href }), Prisma.sql`SELECT 1`));
  expect(isUnavailable(refused)).toBe(true);
});

test('a slow statement is reported without its parameters', async () => {
  const reports: SlowQuery[] = [];
  const db = connect({ slowQueryMs: 20, onSlowQuery: (query) => reports.push(query) });
  await queryHot(db, Prisma.sql`SELECT pg_sleep(0.03)::text, ${'hidden'}::text`);
  await queryHot(db, Prisma.sql`SELECT 'fast'`);
  expect(reports).toEqual([{ sql: 'SELECT pg_sleep(0.03)::text, $1::text', durationMs: expect.any(Number) }]);
});

test('a statement is parsed and planned once per connection, and committed to disk', async () => {
  const db = connect();
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
    await queryHot(db, Prisma.sql`SELECT 1 AS "asked" FROM "User" WHERE "id" = ${id}`);
  }
  const prepared = await queryHot(
    db,
    Prisma.sql`SELECT generic_plans::int AS "generic", custom_plans::int AS "custom"
      FROM pg_prepared_statements WHERE statement LIKE '%"asked" FROM%'`,
  );
  expect(prepared).toEqual([{ generic: 7, custom: 0 }]);
  expect(await queryHot(db, Prisma.sql`SHOW synchronous_commit`)).toEqual([{ synchronous_commit: 'on' }]);
});
