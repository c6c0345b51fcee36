import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { useTestDatabase } from '@scrip/testing';
import { beforeAll, expect, test } from 'vitest';
import { backfillUserPreferences, checkDatabaseHealth, createDatabase, type SlowQuery } from './index.ts';

// The other operations of the document that Scrip grew from, as it means them, on our client.

const database = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
const userId = 'user-1';

beforeAll(async () => {
  await database.db.user.createMany({
    data: Array.from({ length: 3 }, (_, n) => ({
      id: `user-${n}`,
      clerkId: `clerk-${n}`,
      name: `User ${n}`,
    })),
  });
});

test('users without preferences get them, and it says how many', async () => {
  expect(await backfillUserPreferences(database.db, { now })).toEqual({ doneCount: 3 });
});

test('a list of users carries the selected fields and no others', async () => {
  const users = await database.db.user.findMany({
    select: { id: true, name: true, email: true, createdAt: true },
    orderBy: { id: 'asc' },
  });
  expect(users.map((user) => Object.keys(user))).toEqual(Array(3).fill(['id', 'name', 'email', 'createdAt']));
});

function listFiles(cursor?: string, take = 20) {
  return database.db.storageObject.findMany({
    where: { userId },
    take,
    ...(cursor && { cursor: { userId_id: { userId, id: cursor } }, skip: 1 }),
    // Files uploaded together share an instant; the id decides among them, so that no page repeats or skips one.
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, name: true, createdAt: true },
  });
}

async function walk<Row>(pageAfter: (last: Row | undefined) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await pageAfter(rows.at(-1));
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}

const addFile = (id: string, createdAt: Date) =>
  database.db.storageObject.create({
    data: { id, userId, clerkUserId: 'clerk-1', url: '', pathname: '', name: id, size: 1, createdAt },
  });

test('cursor pages (skip 1) show each row once, with equal instants and with rows arriving meanwhile', async () => {
  const ids = Array.from({ length: 10 }, (_, n) => `file-${n}`);
  for (const id of ids) await addFile(id, now);
  let isFirst = true;
  const seen = await walk<{ id: string }>(async (last) => {
    if (last && isFirst) await addFile('file-new', new Date(now.getTime() + 1000));
    isFirst = last === undefined;
    return listFiles(last?.id, 3);
  });
  expect(seen.map(({ id }) => id)).toEqual(ids.toReversed());
});

test('keyset pages of the history by seq show each entry once, newest first', async () => {
  const { db } = database;
  await db.creditBalance.create({ data: { id: 'balance', userId, clerkUserId: 'clerk-1' } });
  const entries = Array.from({ length: 10 }, (_, n) => ({
    userId,
    creditBalanceId: 'balance',
    operationType: 'CREDIT_GRANT' as const,
    kind: 'GRANT' as const,
    creditsUsed: -1,
    seq: n + 1,
    balanceAfter: n + 1,
    idempotencyKey: `grant-${n}`,
    requestHash: '',
    timestamp: now,
  }));
  await db.usageHistory.createMany({ data: entries });
  const seen = await walk<{ seq: number }>((last) =>
    db.usageHistory.findMany({
      where: { userId, ...(last ? { seq: { lt: last.seq } } : {}) },
      orderBy: { seq: 'desc' },
      take: 4,
    }),
  );
  expect(seen.map(({ seq }) => seq)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('the columns it wants indexed lead an index', async () => {
  const indexes = await database.db.$queryRaw<{ definition: string }[]>`
    SELECT indexdef AS definition FROM pg_indexes WHERE tablename = 'User'`;
  for (const column of ['clerkId', 'email', 'createdAt']) {
    expect(
      indexes.some(
        ({ definition }) => definition.includes(`("${column}"`) || definition.includes(`(${column}`),
      ),
    ).toBe(true);
  }
});

test('a process closes its connections at its end and exits by itself', async () => {
  const code = `
    const { closeDatabase, createDatabase } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    const db = createDatabase({ connectionString: process.argv[1], applicationName: 'sample' });
    process.on('beforeExit', () => closeDatabase(db));
    console.log(await db.user.count());`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code, database.connectionString]);
  const [output, exit] = await Promise.all([child.stdout.setEncoding('utf8').toArray(), once(child, 'exit')]);
  expect({ output: output.join('').trim(), exit }).toEqual({ output: '3', exit: [0, null] });
  const connections = () =>
    database.db.$queryRaw`SELECT 1 FROM pg_stat_activity WHERE application_name = 'sample'`;
  await expect.poll(connections).toEqual([]);
});

test('a slow query is reported with its text and time, and never with its parameters', async () => {
  const slow: SlowQuery[] = [];
  const db = createDatabase({
    connectionString: database.connectionString,
    slowQueryMs: 30,
    onSlowQuery: (query) => slow.push(query),
  });
  await db.$executeRaw`SELECT pg_sleep(0.05), ${'secret'}::text`;
  await db.$disconnect();
  expect(slow).toEqual([
    { sql: 'SELECT pg_sleep(0.05), $1::text', durationMs: expect.toSatisfy((ms: number) => ms >= 50) },
  ]);
});

test('the health check tells a database that answers from one that does not', async () => {
  expect(await checkDatabaseHealth(database.db, now)).toMatchObject({ status: 'healthy', timestamp: now });
  const url = new URL(database.connectionString);
  url.port = '4296';
  const gone = createDatabase({ connectionString: url.href });
  expect(await checkDatabaseHealth(gone, now)).toMatchObject({ status: 'unhealthy', timestamp: now });
  await gone.$disconnect();
});
