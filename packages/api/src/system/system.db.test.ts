import { closeDatabase, createDatabase, withTransaction } from '@scrip/database';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { SystemState } from './schema.ts';
import { getSystemState } from './service.ts';

const database = useTestDatabase();

test('admins see health, size, connections, migrations and versions; others see nothing', async () => {
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const state = SystemState.parse(await getSystemState({ ...admin.own, version: '1.2.3' }));
  expect(state).toMatchObject({ health: { status: 'healthy' }, versions: { scrip: '1.2.3' } });
  expect(state.database?.version).toMatch(/^18\b/);
  expect(state.database?.sizeBytes).toBeGreaterThan(1_000_000);
  expect(state.database?.connections.active).toBeGreaterThan(0);
  const names = state.migrations.map(({ name }) => name);
  expect(names).toEqual(names.toSorted().toReversed());
  expect(names.at(-1)).toBe('20261123130000_initial');
  const user = await createAccount(database.db);
  await expect(getSystemState(user.own)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a transaction that somebody leaves open is seen', async () => {
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  await withTransaction(database.db, async (tx) => {
    await tx.$queryRaw`SELECT 1`;
    const { database: state } = await getSystemState(admin.own);
    expect(state?.connections.idleInTransaction).toBe(1);
    expect(state?.oldestTransactionSeconds).toBeGreaterThan(0);
  });
});

test('slow statements are kept, the newest first, without what they were asked with', async () => {
  const db = createDatabase({ connectionString: database.connectionString, slowQueryMs: 0 });
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  await db.$queryRaw`SELECT ${'a secret'}::text AS "first"`;
  await db.$queryRaw`SELECT 2 AS "second"`;
  const { slowQueries } = await getSystemState({ ...admin.own, db });
  const own = slowQueries.filter(({ sql }) => /"(first|second)"$/.test(sql));
  expect(own.map(({ sql }) => sql)).toEqual(['SELECT 2 AS "second"', 'SELECT $1::text AS "first"']);
  for (let nth = 0; nth < 60; nth += 1) await db.$queryRaw`SELECT 3`;
  expect((await getSystemState({ ...admin.own, db })).slowQueries.length).toBeLessThanOrEqual(50);
  await closeDatabase(db);
});

test('a database that is away is told, not thrown', async () => {
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const gone = createDatabase({ connectionString: 'postgresql://nobody:secret@127.0.0.1:1/none' });
  const state = await getSystemState({ ...admin.own, db: gone });
  expect(state).toMatchObject({ health: { status: 'unhealthy' }, database: null, migrations: [] });
  expect(JSON.stringify(state)).not.toMatch(/secret|nobody|127\.0\.0\.1/);
  await closeDatabase(gone);
});
