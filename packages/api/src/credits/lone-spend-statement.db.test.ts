import { Prisma } from '@scrip/database';
import { useTestDatabase } from '@scrip/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeLoneSpend } from './lone-spend-statement.ts';
import { type SpendDraft, writeSpends } from './spend-statement.ts';
import { expectSomeoneWaitsFor } from './test-support/races.ts';

const database = useTestDatabase();

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second));
const moment = fc.option(fc.integer({ min: 0, max: 3 }).map(at));

/** What an account may look like when a spend of 3 at second 1 comes. */
const accounts = fc.record({
  balance: fc.record({
    creditsRemaining: fc.integer({ min: 0, max: 5 }),
    creditsHeld: fc.integer({ min: 0, max: 2 }),
    overdraftCredits: fc.integer({ min: 0, max: 3 }),
    lastSeq: fc.integer({ min: 1, max: 3 }),
    lastEntryAt: moment,
    nextExpiryAt: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, moment),
    lowThresholdCredits: fc.option(fc.integer({ min: 0, max: 4 })),
    lowSince: moment,
  }),
  isCapped: fc.boolean(),
  isActive: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  keyUsedBy: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom('entry', 'operation')),
});
type Account = typeof accounts extends fc.Arbitrary<infer Value> ? Value : never;

let opened = 0;

/** Written as it stands: what these statements decide by are rows. */
async function open({ balance, isCapped, isActive, keyUsedBy }: Account): Promise<SpendDraft> {
  const { db } = database;
  const userId = `u${++opened}`;
  const created = { createdAt: at(0), updatedAt: at(0) };
  await db.user.create({ data: { id: userId, clerkId: userId, isActive, ...created } });
  const cap = { period: 'DAY', limitCredits: 100, usedCredits: 0, periodStart: null, featureKey: null };
  const spendCaps = isCapped ? [cap] : Prisma.DbNull;
  await db.creditBalance.create({
    data: {
      ...{ id: userId, userId, clerkUserId: userId, lastSyncedAt: at(0), ...created },
      ...{ ...balance, spendCaps },
    },
  });
  const key = { userId, idempotencyKey: 'key', requestHash: '' };
  if (keyUsedBy === 'operation') {
    await db.operationKey.create({ data: { ...key, verb: 'hold', answer: {}, createdAt: at(0) } });
  }
  if (keyUsedBy === 'entry') {
    const entry = { operationType: 'CREDIT_GRANT', kind: 'GRANT', creditsUsed: -1 } as const;
    const place = { id: 'used', creditBalanceId: userId, seq: 9, balanceAfter: 1, timestamp: at(0) };
    await db.usageHistory.create({ data: { ...key, ...entry, ...place } });
  }
  return {
    id: 'spend',
    ...{
      userId,
      idempotencyKey: 'key',
      requestHash: 'hash',
      actorId: 'actor',
      apiKeyId: null,
      at: at(1),
      costCredits: 3,
    },
    ...{ featureKey: 'ai_text_chat', operationType: 'AI_TEXT_CHAT', priceVersionId: 'version' },
    ...{ quantity: 7, model: 'model', details: { b: 1, a: { c: [1.5, null] } } },
  };
}

async function rowsOf(userId: string) {
  const where = { userId };
  const rows = {
    balance: await database.db.creditBalance.findUniqueOrThrow({ where }),
    entries: await database.db.usageHistory.findMany({ where }),
  };
  return JSON.parse(JSON.stringify(rows).replaceAll(`"${userId}"`, '"user"'));
}

test('a lone spend is written just like a batch of one, or left to it untouched', async () => {
  let [written, left] = [0, 0];
  await fc.assert(
    fc.asyncProperty(accounts, async (account) => {
      const { db } = database;
      const draft = await open(account);
      const before = await rowsOf(draft.userId);
      const alone = await writeLoneSpend(db, draft);
      const twin = await open(account);
      const [verdict] = await writeSpends(db, [twin]);
      if (alone) {
        written += 1;
        expect(alone).toEqual(verdict);
        expect(await rowsOf(draft.userId)).toEqual(await rowsOf(twin.userId));
      } else {
        left += 1;
        expect(account.isCapped || verdict?.kind !== 'accepted').toBe(true);
        expect(await rowsOf(draft.userId)).toEqual(before);
      }
    }),
    { numRuns: 150 },
  );
  expect(written).toBeGreaterThan(10);
  expect(left).toBeGreaterThan(10);
});

// PostgreSQL names the unique index that it happens to look at first: the key's, or the one of the id.
test.each(['key', 'its id alone'])(
  'a spend that is sent again while its commit is under way is left to the statement for batches: %s',
  async (idempotencyKey) => {
    const { db } = database;
    const draft = await open({
      balance: {
        ...{ creditsRemaining: 9, creditsHeld: 0, overdraftCredits: 0, lastSeq: 1, lastEntryAt: null },
        ...{ nextExpiryAt: null, lowThresholdCredits: null, lowSince: null },
      },
      ...{ isCapped: false, isActive: true, keyUsedBy: null },
    });
    const again = await db.$transaction(async (tx) => {
      expect(await writeLoneSpend(tx, draft)).toMatchObject({ kind: 'accepted' });
      // A promise is not awaited on the way out of an array.
      const sent = [writeLoneSpend(db, { ...draft, idempotencyKey })];
      await expectSomeoneWaitsFor(db, tx);
      return sent;
    });
    expect(await again[0]).toBeUndefined();
    expect(await rowsOf(draft.userId)).toMatchObject({
      balance: { creditsRemaining: 6 },
      entries: [{ creditsUsed: 3 }],
    });
  },
);
