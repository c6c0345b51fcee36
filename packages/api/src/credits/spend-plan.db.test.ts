import type { Db } from '@scrip/database';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { type SpendDraft, spendStatement } from './spend-statement.ts';

const database = useTestDatabase();
const userCount = 2000;
const entriesPerUser = 25;

type PlanNode = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: PlanNode[];
};

function draftOf(userId: string, index: number): SpendDraft {
  return {
    id: `draft-${userId}-${index}`,
    userId,
    idempotencyKey: `new-${index}`,
    requestHash: 'hash',
    actorId: null,
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

/** The scans of tables in the statement's plan: prepared once, as every connection does, or planned for its values. */
async function scansOf(db: Db, drafts: SpendDraft[], mode: 'generic' | 'custom') {
  const { text, values } = spendStatement(drafts);
  const literals = values.map((value) =>
    Array.isArray(value) ? `ARRAY[${value.map(literal).join(', ')}]` : literal(value),
  );
  await db.$executeRawUnsafe(`SET LOCAL plan_cache_mode = force_${mode}_plan`);
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
  return { scans: scans.map((node) => `${node['Node Type']} on ${tableOf.get(node)}`), indexes };
}

function literal(value: unknown): string {
  return value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
}

async function fill(db: Db): Promise<void> {
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
}

const lone = [draftOf('u1', 0)];
const hot = Array.from({ length: 64 }, (_, index) => draftOf('u1', index));
const spread = Array.from({ length: 64 }, (_, index) => draftOf(`u${index + 1}`, index));

const batches: [string, SpendDraft[]][] = [
  ['one spend', lone],
  ['64 spends of one user', hot],
  ['64 spends of 64 users', spread],
];

describe.each(['generic', 'custom'] as const)('the %s plan of the spend statement', (mode) => {
  test.each(batches)(
    'never reads the ledger but by its key, while the tables are empty: %s',
    async (_name, drafts) => {
      await database.db.$transaction(async (tx) => {
        const { scans, indexes } = await scansOf(tx, drafts, mode);
        expect(scans).not.toContain('Seq Scan on UsageHistory');
        expect(indexes).toContain('UsageHistory_userId_idempotencyKey_key');
      });
    },
  );
});

describe.each(['without statistics', 'with statistics'])('on filled tables, %s', (statistics) => {
  test.each(
    batches.flatMap(([name, drafts]) => [
      ['generic', name, drafts] as const,
      ['custom', name, drafts] as const,
    ]),
  )('the %s plan finds every row by an index: %s', async (mode, _name, drafts) => {
    await createAccount(database.db);
    const rollback = new Error('rolled back');
    const planned = database.db.$transaction(
      async (tx) => {
        await fill(tx);
        if (statistics === 'with statistics') {
          await tx.$executeRawUnsafe('ANALYZE "User", "CreditBalance", "UsageHistory"');
        }
        const { scans, indexes } = await scansOf(tx, drafts, mode);
        expect(scans.filter((scan) => scan.startsWith('Seq Scan'))).toEqual([]);
        expect(indexes).toContain('UsageHistory_userId_idempotencyKey_key');
        expect(indexes).toContain('CreditBalance_userId_key');
        throw rollback;
      },
      { timeout: 20_000 },
    );
    await expect(planned).rejects.toBe(rollback);
  });
});
