import { createAccount, useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeEntries } from '../usage/test-support/write-entries.ts';
import { listHistoryOfAll } from './history-of-all.ts';
import { entriesOfAll } from './history-of-all-statement.ts';
import { HistoryOfAllInput } from './schema.ts';
import { spendCredits } from './spend-credits.ts';

const now = () => new Date('2026-11-20T12:00:00Z');

describe('on the ledgers of a few users', () => {
  const database = useTestDatabase();
  const account = (at: string, role: 'ADMIN' | 'USER' = 'USER') =>
    createAccount(database.db, { role, now: () => new Date(at) });

  async function readAll(admin: Awaited<ReturnType<typeof account>>, asked: object = {}) {
    const ids: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const input = HistoryOfAllInput.parse({ limit: 7, ...asked, cursor });
      const page = await listHistoryOfAll({ ...admin.own, now }, input);
      ids.push(...page.items.map(({ userId, seq }) => `${userId} ${seq}`));
      if (page.nextCursor === null) return ids;
      cursor = page.nextCursor;
    }
  }

  test('pages hold every entry of everybody once, newest first, while others are written', async () => {
    const admin = await account('2024-02-29T00:00:00Z', 'ADMIN');
    const opened = '2026-11-19T00:00:00Z';
    const users = [await account(opened), await account(opened), await account(opened)];
    // The same instants for all of them, so that only user and number tell entries apart.
    for (const { userId } of users)
      await writeEntries(database.db, { userId, count: 20, from: opened, everyMinutes: 0 });
    const expected = await database.db.usageHistory.findMany({
      orderBy: [{ timestamp: 'desc' }, { userId: 'desc' }, { seq: 'desc' }],
    });
    const first = await listHistoryOfAll({ ...admin.own, now }, HistoryOfAllInput.parse({ limit: 10 }));
    const [late] = users;
    if (late) {
      await spendCredits(
        { ...late.own, now },
        { userId: late.userId, featureKey: 'ai_text_chat', idempotencyKey: 'late' },
      );
    }
    const rest = [];
    for (let cursor = first.nextCursor; cursor; ) {
      const page = await listHistoryOfAll(
        { ...admin.own, now },
        HistoryOfAllInput.parse({ limit: 10, cursor }),
      );
      rest.push(...page.items);
      cursor = page.nextCursor;
    }
    expect([...first.items, ...rest].map(({ id, userId }) => [id, userId])).toEqual(
      expected.map(({ id, userId }) => [id, userId]),
    );
    expect(first.items[0]?.user.email).toMatch(/@example\.com$/);
    expect(await readAll(admin)).toHaveLength(expected.length + 1);
  });

  test('filters and dates narrow the list, also to nothing', async () => {
    const admin = await account('2026-11-18T00:00:00Z', 'ADMIN');
    const where = { kind: 'REFUND' } as const;
    const refunds = await database.db.usageHistory.count({ where });
    expect(refunds).toBeGreaterThan(0);
    expect(await readAll(admin, { kinds: ['REFUND'] })).toHaveLength(refunds);
    expect(await readAll(admin, { to: '2026-01-01T00:00:00Z' })).toHaveLength(1);
    expect(await readAll(admin, { from: '2026-11-19T00:00:00Z', to: '2026-11-18T00:00:00Z' })).toEqual([]);
    expect(await readAll(admin, { from: '9000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' })).toEqual([]);
    expect(await readAll(admin, { idempotencyKey: 'late' })).toHaveLength(1);
    expect(await readAll(admin, { text: 'nowhere' })).toEqual([]);
  });

  test('a user may not call it, and a cursor of another filter or that was changed is refused', async () => {
    const admin = await account('2026-11-18T00:00:00Z', 'ADMIN');
    const user = await account('2026-11-18T00:00:00Z');
    const input = HistoryOfAllInput.parse({ limit: 1 });
    await expect(listHistoryOfAll(user.own, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { nextCursor } = await listHistoryOfAll(admin.own, input);
    const [, ...place] = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify(['2026-01-01T00:00:00.000Z', ...place])).toString('base64url');
    for (const cursor of [forged, '%%%', nextCursor]) {
      const asked = HistoryOfAllInput.parse({ cursor, limit: 1, kinds: ['SPEND'] });
      await expect(listHistoryOfAll(admin.own, asked)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});

describe('on a ledger of many users and days', () => {
  const database = useTestDatabase();
  const [users, entries] = [2_000, 100_000];

  beforeAll(async () => {
    const { db } = database;
    await db.$executeRaw`
      INSERT INTO "User" ("id", "clerkId", "updatedAt")
      SELECT 'u' || n, 'c' || n, '2026-11-01' FROM generate_series(0, ${users}::int - 1) n`;
    await db.$executeRaw`
      INSERT INTO "CreditBalance" ("id", "userId", "clerkUserId", "lastSeq", "updatedAt")
      SELECT 'b' || n, 'u' || n, 'c' || n, 0, '2026-11-01' FROM generate_series(0, ${users}::int - 1) n`;
    await db.$executeRaw`
      INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "creditsUsed", "seq",
        "balanceAfter", "idempotencyKey", "requestHash", "timestamp")
      SELECT 'e' || n, 'u' || n % ${users}::int, 'b' || n % ${users}::int, 'CREDIT_GRANT', 'GRANT', -1,
        n / ${users}::int + 1, 1, 'k' || n, '', '2026-01-01Z'::timestamptz + make_interval(secs => n * 18000000.0 / ${entries}::int)
      FROM generate_series(0, ${entries}::int - 1) n`;
    await db.$executeRaw`VACUUM ANALYZE "UsageHistory"`;
  });

  type Plan = { 'Index Name'?: string; 'Actual Rows': number; Plans?: Plan[] };
  const flatten = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

  test.each([
    ['the newest', null],
    ['those far back', { at: new Date('2026-01-10T04:00:00Z'), userId: 'z', seq: 1 }],
  ])('a page of %s reads the index by time, no further than the page', async (_name, behind) => {
    const { text, values } = entriesOfAll({}, { behind, take: 51 });
    const [row] = await database.db.$queryRawUnsafe<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      ...values,
    );
    const nodes = (row?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => flatten(Plan));
    const read = nodes.find((node) => node['Index Name'] === 'UsageHistory_time_order_idx');
    expect(read?.['Actual Rows']).toBeLessThan(100);
  });
});
