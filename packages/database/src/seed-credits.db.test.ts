import { useTestDatabase } from '@scrip/testing';
import { beforeEach, expect, test } from 'vitest';
import { isUniqueViolation, type OperationType, withTransaction } from './index.ts';

// The credit samples of the document that Scrip grew from, as it means them, on our client.

const database = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');
const dayMs = 86_400_000;

let userId: string;

beforeEach(async () => {
  userId = (await createUser(crypto.randomUUID(), `${crypto.randomUUID()}@example.com`, 'Ada')).id;
});

/** The hundred credits of a new user are a grant with its entry: no balance without an explanation. */
function createUser(clerkId: string, email: string, name?: string) {
  const creditBalanceId = crypto.randomUUID();
  return database.db.user.create({
    data: {
      clerkId,
      email,
      ...(name ? { name } : {}),
      creditBalance: {
        create: {
          id: creditBalanceId,
          clerkUserId: clerkId,
          creditsRemaining: 100,
          lastSeq: 1,
          usageHistory: {
            create: {
              operationType: 'CREDIT_GRANT',
              kind: 'GRANT',
              creditsUsed: -100,
              seq: 1,
              balanceAfter: 100,
              idempotencyKey: 'sign-up',
              requestHash: '',
            },
          },
        },
      },
    },
    include: { creditBalance: true },
  });
}

function getUserWithData(clerkId: string) {
  return database.db.user.findUnique({
    where: { clerkId },
    include: { creditBalance: true, preferences: true },
  });
}

type Deduction = {
  credits: number;
  operationType?: OperationType;
  at?: Date;
  /** What happens between reading the balance and writing it back. */
  afterRead?: () => Promise<void>;
  seqOf?: (lastSeq: number) => number;
};

/** Reads, computes, writes: the document's own logic. */
function deductCredits({ credits, operationType = 'AI_TEXT_CHAT', at = now, afterRead, seqOf }: Deduction) {
  return withTransaction(database.db, async (tx) => {
    const balance = await tx.creditBalance.findUnique({ where: { userId } });
    await afterRead?.();
    if (!balance || balance.creditsRemaining < credits) throw new Error('Insufficient credits');
    const seq = seqOf ? seqOf(balance.lastSeq) : balance.lastSeq + 1;
    const creditsRemaining = balance.creditsRemaining - credits;
    const updated = await tx.creditBalance.update({
      where: { userId },
      data: { creditsRemaining, lastSeq: seq, lastSyncedAt: at },
    });
    await tx.usageHistory.create({
      data: {
        userId,
        creditBalanceId: balance.id,
        creditsUsed: credits,
        operationType,
        kind: 'SPEND',
        seq,
        balanceAfter: creditsRemaining,
        idempotencyKey: `deduction-${seq}`,
        requestHash: '',
        details: { projectId: 'p1' },
        timestamp: at,
      },
    });
    return updated;
  });
}

/** Resolves for everybody once `count` have come. */
function meetingOf(count: number): () => Promise<void> {
  const complete = Promise.withResolvers<void>();
  let present = 0;
  return () => {
    present += 1;
    if (present === count) complete.resolve();
    return complete.promise;
  };
}

function getUserUsageAnalytics(days = 30) {
  return database.db.usageHistory.groupBy({
    by: ['operationType'],
    where: { userId, kind: 'SPEND', timestamp: { gte: new Date(now.getTime() - days * dayMs) } },
    _sum: { creditsUsed: true },
    _count: { id: true },
    orderBy: { operationType: 'asc' },
  });
}

test('a user is created together with a balance of 100 and the entry that explains it', async () => {
  const user = await createUser('clerk-new', 'new@example.com');
  expect(user).toMatchObject({ clerkId: 'clerk-new', name: null, creditBalance: { creditsRemaining: 100 } });
  const entries = await database.db.usageHistory.findMany({ where: { userId: user.id } });
  expect(entries).toMatchObject([{ kind: 'GRANT', creditsUsed: -100, balanceAfter: 100 }]);
});

test('a user comes with balance and preferences, and an unknown one is null', async () => {
  await createUser('clerk-data', 'data@example.com');
  expect(await getUserWithData('clerk-data')).toMatchObject({
    creditBalance: { creditsRemaining: 100 },
    preferences: null,
  });
  await database.db.user.update({
    where: { clerkId: 'clerk-data' },
    data: { preferences: { create: { theme: 'dark' } } },
  });
  expect(await getUserWithData('clerk-data')).toMatchObject({ preferences: { theme: 'dark' } });
  expect(await getUserWithData('nobody')).toBeNull();
});

test('a deduction on its own lowers the balance and records the use; one too large changes nothing', async () => {
  expect(await deductCredits({ credits: 30 })).toMatchObject({ creditsRemaining: 70, lastSyncedAt: now });
  await expect(deductCredits({ credits: 71 })).rejects.toThrow('Insufficient credits');
  const entries = await database.db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });
  expect(entries.map(({ creditsUsed }) => creditsUsed)).toEqual([-100, 30]);
  expect(entries[1]?.details).toEqual({ projectId: 'p1' });
});

test("concurrent deductions with the document's logic lose updates: five of 10 leave 90", async () => {
  // Its entries have no number, so here each gets a free one and nothing but its own logic decides.
  let seq = 1;
  const seqOf = () => {
    seq += 1;
    return seq;
  };
  const afterRead = meetingOf(5);
  await Promise.all(Array.from({ length: 5 }, () => deductCredits({ credits: 10, afterRead, seqOf })));
  const { creditsRemaining } = await database.db.creditBalance.findUniqueOrThrow({ where: { userId } });
  const { _sum } = await database.db.usageHistory.aggregate({
    where: { userId },
    _sum: { creditsUsed: true },
  });
  expect({ creditsRemaining, byEntries: -(_sum.creditsUsed ?? 0) }).toEqual({
    creditsRemaining: 90,
    byEntries: 50,
  });
});

test('numbered entries turn that loss into a refusal: of five deductions that read the same, one commits', async () => {
  const afterRead = meetingOf(5);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, () => deductCredits({ credits: 10, afterRead })),
  );
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.map(({ reason }) => isUniqueViolation(reason))).toEqual([true, true, true, true]);
  const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId } });
  expect(balance).toMatchObject({ creditsRemaining: 90, lastSeq: 2 });
});

test('the analytics of 30 days group what was spent by operation type, and only within the period', async () => {
  await deductCredits({ credits: 5, at: new Date(now.getTime() - 31 * dayMs) });
  await deductCredits({ credits: 1, at: new Date(now.getTime() - 29 * dayMs) });
  await deductCredits({ credits: 2 });
  await deductCredits({ credits: 20, operationType: 'AI_IMAGE_GENERATION' });
  expect(await getUserUsageAnalytics()).toEqual([
    { operationType: 'AI_TEXT_CHAT', _sum: { creditsUsed: 3 }, _count: { id: 2 } },
    { operationType: 'AI_IMAGE_GENERATION', _sum: { creditsUsed: 20 }, _count: { id: 1 } },
  ]);
  expect(await getUserUsageAnalytics(60)).toMatchObject([{ _sum: { creditsUsed: 8 } }, {}]);
});
