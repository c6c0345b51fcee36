import { type Db, hotPlanSettings, type Prisma } from '@scrip/database';
import { useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { loneSpendStatement } from './lone-spend-statement.ts';
import { type SpendDraft, spendStatement } from './spend-statement.ts';

const userCount = 20_000;

type PlanNode = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: PlanNode[];
};

function draftOf(userId: string, index: number): SpendDraft {
  return {
    id: `draft-${userId}-${index}`,
    userId,
    idempotencyKey: `new-${index}`,
    requestHash: 'hash',
    actorId: null,
    apiKeyId: null,
    details: null,
    at: new Date('2026-11-01'),
    costCredits: 1,
    featureKey: 'ai_text_chat',
    operationType: 'AI_TEXT_CHAT',
    priceVersionId: 'version',
    quantity: null,
    model: null,
  };
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/**
 * The scans of tables in the statement's plan: planned once for any values, as on its own connections, or for these
 * values, as inside a caller's transaction.
 */
async function scansOf(db: Db, { text, values }: Prisma.Sql, mode: 'hot' | 'custom') {
  const literals = values.map(toLiteral);
  const settings = mode === 'hot' ? hotPlanSettings : { plan_cache_mode: 'force_custom_plan' };
  for (const [name, value] of Object.entries(settings)) {
    await db.$executeRawUnsafe(`SET LOCAL ${name} = ${value}`);
  }
  await db.$executeRawUnsafe(`PREPARE spends AS ${text}`);
  const explain = `EXPLAIN (FORMAT JSON) EXECUTE spends(${literals.join(', ')})`;
  const [row] = await db.$queryRawUnsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(explain);
  await db.$executeRawUnsafe('DEALLOCATE spends');
  const nodes = (row?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => flatten(Plan));
  const tableOf = new Map(
    nodes.flatMap((node) => (node['Relation Name'] ? [[node, node['Relation Name']] as const] : [])),
  );
  const scans = nodes.filter((node) => node['Node Type'] !== 'ModifyTable' && tableOf.has(node));
  const indexes = nodes.flatMap((node) => node['Index Name'] ?? []);
  const wholeIndexes = nodes.filter((node) => node['Index Name'] && !node['Index Cond']);
  return {
    scans: scans.map((node) => `${node['Node Type']} on ${tableOf.get(node)}`),
    indexes,
    wholeIndexes,
  };
}

/** Untyped, so that the statement's own casts decide, as they do for parameters. */
function toLiteral(value: unknown): string {
  if (value === null) return 'NULL';
  if (!Array.isArray(value)) return `'${String(value)}'`;
  return `'{${value.map((item) => (item === null ? 'NULL' : `"${String(item)}"`)).join(', ')}}'`;
}

async function fill(db: Db, entriesPerUser = 3): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "User" ("id", "clerkId", "updatedAt")
    SELECT 'u' || n, 'c' || n, '2026-11-01' FROM generate_series(1, ${userCount}::int) n`;
  await db.$executeRaw`
    INSERT INTO "CreditBalance" ("id", "userId", "clerkUserId", "creditsRemaining", "lastSeq", "updatedAt")
    SELECT 'b' || n, 'u' || n, 'c' || n, ${entriesPerUser}::int, ${entriesPerUser}::int, '2026-11-01'
    FROM generate_series(1, ${userCount}::int) n`;
  await db.$executeRaw`
    INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "creditsUsed", "seq",
      "balanceAfter", "idempotencyKey", "requestHash", "timestamp")
    SELECT 'e' || seq, 'u' || n, 'b' || n, 'CREDIT_GRANT', 'GRANT', -1, seq, seq, 'k' || seq, '', '2026-11-01'
    FROM generate_series(1, ${userCount}::int) n, generate_series(1, ${entriesPerUser}::int) seq`;
  await db.$executeRaw`
    INSERT INTO "OperationKey" ("userId", "idempotencyKey", "verb", "requestHash", "answer")
    SELECT 'u' || n, 'o' || n, 'hold', '', '{}' FROM generate_series(1, ${userCount}::int) n`;
}

const lone = draftOf('u1', 0);
const hot = Array.from({ length: 64 }, (_, index) => draftOf('u1', index));
const spread = Array.from({ length: 64 }, (_, index) => draftOf(`u${index + 1}`, index));

const withKey = { apiKeyId: 'key' };

const spreadStatement = spendStatement(spread);
const statements: [string, Prisma.Sql][] = [
  ['a lone spend', loneSpendStatement(lone)],
  ['one spend', spendStatement([lone])],
  ['64 spends of one user', spendStatement(hot)],
  ['64 spends of 64 users', spreadStatement],
  ['a lone spend with an API key', loneSpendStatement({ ...lone, ...withKey })],
  ['64 spends with an API key', spendStatement(hot.map((draft) => ({ ...draft, ...withKey })))],
];

const cases = statements.flatMap(([name, statement]) => [
  ['hot', name, statement] as const,
  ['custom', name, statement] as const,
]);

describe('while the tables are empty', () => {
  const database = useTestDatabase();

  test.each(cases)('the %s plan reads the ledger by its key only: %s', async (mode, _name, statement) => {
    const { scans, indexes, wholeIndexes } = await database.db.$transaction((tx) =>
      scansOf(tx, statement, mode),
    );
    expect(scans).not.toContain('Seq Scan on UsageHistory');
    // A connection keeps the plan that it made before there were any users.
    if (mode === 'hot') expect(scans.filter((scan) => scan.startsWith('Seq Scan'))).toEqual([]);
    expect(wholeIndexes).toEqual([]);
    expect(indexes).toContain('UsageHistory_userId_idempotencyKey_key');
  });
});

describe.each(['without statistics', 'with statistics'])('on filled tables, %s', (statistics) => {
  const database = useTestDatabase();
  beforeAll(async () => {
    await fill(database.db);
    if (statistics === 'with statistics') await database.db.$executeRaw`ANALYZE`;
  });

  test.each(cases)(
    'the %s plan finds balances and entries by their indexes: %s',
    async (mode, _name, statement) => {
      const { scans, indexes, wholeIndexes } = await database.db.$transaction((tx) =>
        scansOf(tx, statement, mode),
      );
      expect(wholeIndexes).toEqual([]);
      const sequential = scans.filter(
        (scan) => scan.startsWith('Seq Scan') && !(mode === 'custom' && isOfFewKeys(scan)),
      );
      // Planned for 64 known users, the small rows of 20,000 users may look cheaper to read in one go.
      expect(sequential).toEqual(
        mode === 'custom' && statement === spreadStatement ? sequential.filter(isOfUsers) : [],
      );
      expect(indexes).toContain('UsageHistory_userId_idempotencyKey_key');
      expect(indexes).toContain('CreditBalance_userId_key');
    },
  );
});

describe('on an account that has grown since the tables were counted', () => {
  const database = useTestDatabase();
  beforeAll(async () => {
    const { db } = database;
    await fill(db, 1);
    await db.$executeRaw`ANALYZE`;
    await db.$executeRaw`
      INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "creditsUsed", "seq",
        "balanceAfter", "idempotencyKey", "requestHash", "timestamp")
      SELECT 'e' || seq, 'u1', 'b1', 'CREDIT_GRANT', 'GRANT', -1, seq, seq, 'k' || seq, '', '2026-11-01'
      FROM generate_series(2, 40000) seq`;
  });

  test.each(cases)(
    'the %s plan does not read all its entries for a key: %s',
    async (mode, _name, statement) => {
      const { indexes } = await database.db.$transaction((tx) => scansOf(tx, statement, mode));
      expect(indexes.filter((index) => index.startsWith('UsageHistory'))).toEqual([
        'UsageHistory_userId_idempotencyKey_key',
      ]);
    },
  );
});

function isOfUsers(scan: string): boolean {
  return scan.endsWith(' on User');
}

/** No key has a cap here: an empty table is read in one go where the plan is made for these values. */
function isOfFewKeys(scan: string): boolean {
  return scan.endsWith(' on ApiKeySpendCap');
}
