import { createTestDatabase, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { closeDatabase, createDatabase, type Database, type SlowQuery } from './index.ts';

const database = useTestDatabase();

/** Our client on a database for which the server was told `setting`. */
async function onDatabaseWith<T>(setting: string, use: (db: Database) => Promise<T>): Promise<T> {
  const { db, connectionString, drop } = await createTestDatabase();
  await db.$executeRawUnsafe(`ALTER DATABASE ${new URL(connectionString).pathname.slice(1)} SET ${setting}`);
  const fresh = createDatabase({ connectionString });
  try {
    return await use(fresh);
  } finally {
    await closeDatabase(fresh);
    await drop();
  }
}

test('instants are read and written as UTC, whatever the zone of the server', async () => {
  const at = new Date('2026-03-29T01:30:00.123Z');
  const rows = await onDatabaseWith(
    "TimeZone = 'Asia/Tokyo'",
    (db) =>
      db.$queryRaw`SELECT ${at}::timestamptz AS at, extract(epoch FROM ${at}::timestamptz)::float8 AS epoch`,
  );
  expect(rows).toEqual([{ at, epoch: at.getTime() / 1000 }]);
});

test('law 9: acknowledged means durable: a commit waits for the disk even where the server says otherwise, and a stricter setting stays', async () => {
  const effective = (configured: string) =>
    onDatabaseWith(`synchronous_commit = ${configured}`, (db) => db.$queryRaw`SHOW synchronous_commit`);
  expect(await effective('off')).toEqual([{ synchronous_commit: 'on' }]);
  expect(await effective('remote_apply')).toEqual([{ synchronous_commit: 'remote_apply' }]);
});

test('slow statements are reported without their parameters: model, raw and inside transactions', async () => {
  const reports: SlowQuery[] = [];
  const db = createDatabase({
    connectionString: database.connectionString,
    slowQueryMs: 0,
    onSlowQuery: (query) => reports.push(query),
  });
  const secret = 'hidden@example.com';
  await db.user.findUnique({ where: { email: secret } });
  await db.$queryRaw`SELECT ${secret}::text AS raw_query`;
  await db.$transaction((tx) => tx.$executeRaw`SELECT pg_sleep(0.02), ${secret}::text AS in_transaction`);
  await closeDatabase(db);

  const text = JSON.stringify(reports);
  expect(text).toMatch(/FROM \\"public\\"\.\\"User\\"/);
  expect(text).toContain('raw_query');
  expect(reports.find(({ sql }) => sql.includes('in_transaction'))?.durationMs).toBeGreaterThanOrEqual(20);
  expect(text).not.toContain(secret);
});

test('statements faster than the threshold, one second unless told, are not reported', async () => {
  const reports: SlowQuery[] = [];
  const db = createDatabase({
    connectionString: database.connectionString,
    onSlowQuery: (query) => reports.push(query),
  });
  await db.$executeRaw`SELECT pg_sleep(0.01)`;
  expect(reports).toEqual([]);
  await db.$executeRaw`SELECT pg_sleep(1.01)`;
  expect(reports).toMatchObject([{ sql: 'SELECT pg_sleep(1.01)' }]);
  await closeDatabase(db);
});

test('a statement with parameters is prepared once per connection', async () => {
  const db = createDatabase({ connectionString: database.connectionString, maxConnections: 1 });
  for (const id of ['a', 'b', 'c']) await db.user.findUnique({ where: { id } });
  const prepared = await db.$queryRaw`
    SELECT name, (generic_plans + custom_plans)::int AS uses FROM pg_prepared_statements WHERE statement LIKE '%"User"%'`;
  expect(prepared).toEqual([{ name: expect.stringMatching(/^scrip_\d+$/), uses: 3 }]);
  await closeDatabase(db);
});

test('closing waits for running queries and leaves no connection behind', async () => {
  const db = createDatabase({ connectionString: database.connectionString, applicationName: 'closing' });
  // Prisma starts a query when somebody waits for it.
  const running = db.$queryRaw`SELECT pg_sleep(0.05)::text AS slept, 1 AS done`.then((rows) => rows);
  await db.$queryRaw`SELECT 1`;
  const [rows] = await Promise.all([running, closeDatabase(db)]);
  expect(rows).toMatchObject([{ done: 1 }]);
  const connections = () =>
    database.db.$queryRaw`SELECT 1 FROM pg_stat_activity WHERE application_name = 'closing'`;
  await expect.poll(connections).toEqual([]);
});
