import { useTestDatabase } from '@scrip/testing';
import { beforeAll, expect, test } from 'vitest';
import { isCheckViolation, isForeignKeyViolation, isUniqueViolation, type Prisma } from './index.ts';

const database = useTestDatabase();
const at = new Date('2026-11-01T00:00:00Z');
const later = new Date('2026-12-01T00:00:00Z');
const userId = 'owner';

beforeAll(async () => {
  await database.db.user.create({
    data: {
      id: userId,
      clerkId: 'clerk',
      creditBalance: { create: { id: 'balance', clerkUserId: 'clerk' } },
    },
  });
  await addEntry({ kind: 'GRANT', creditsUsed: -100, balanceAfter: 100 });
});

let seq = 0;

type Entry = Prisma.UsageHistoryUncheckedCreateInput;

function addEntry(change: Partial<Entry>) {
  seq += 1;
  return database.db.usageHistory.create({
    data: {
      id: `entry-${seq}`,
      userId,
      creditBalanceId: 'balance',
      operationType: 'CUSTOM',
      kind: 'SPEND',
      creditsUsed: 1,
      seq,
      balanceAfter: 0,
      idempotencyKey: `key-${seq}`,
      requestHash: '',
      timestamp: at,
      ...change,
    },
  });
}

async function refusedBy(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  const text = error instanceof Error ? error.message : 'accepted';
  return isCheckViolation(error) ? (/"(\w+)"`?\.?$/.exec(text.trim())?.[1] ?? text) : text;
}

test.each<[string, Prisma.CreditBalanceUncheckedUpdateInput]>([
  ['CreditBalance_no_overdraft_check', { creditsRemaining: -1 }],
  ['CreditBalance_no_overdraft_check', { creditsRemaining: -11, overdraftCredits: 10 }],
  ['CreditBalance_creditsHeld_check', { creditsHeld: -1 }],
  ['CreditBalance_overdraftCredits_check', { creditsRemaining: 1, overdraftCredits: -1 }],
  ['CreditBalance_lastSeq_check', { lastSeq: -1, settledSeq: 0 }],
  ['CreditBalance_settledSeq_check', { lastSeq: 1, settledSeq: 2 }],
])('%s refuses the balance %j', async (name, data) => {
  expect(await refusedBy(database.db.creditBalance.update({ where: { userId }, data }))).toBe(name);
});

test('a trusted account may go down to its allowance', async () => {
  const { db } = database;
  await db.creditBalance.update({ where: { userId }, data: { creditsRemaining: -10, overdraftCredits: 10 } });
  await db.creditBalance.update({ where: { userId }, data: { creditsRemaining: 0, overdraftCredits: 0 } });
});

test.each<[string, Partial<Entry>]>([
  ['UsageHistory_sign_check', { kind: 'SPEND', creditsUsed: -1 }],
  ['UsageHistory_sign_check', { kind: 'REFUND', creditsUsed: 1, refundOfId: 'entry-1', refundSeq: 1 }],
  ['UsageHistory_sign_check', { kind: 'REFUND', creditsUsed: 0, refundOfId: 'entry-1', refundSeq: 1 }],
  ['UsageHistory_sign_check', { kind: 'GRANT', creditsUsed: 1 }],
  ['UsageHistory_sign_check', { kind: 'EXPIRY', creditsUsed: -1 }],
  ['UsageHistory_sign_check', { kind: 'ADJUSTMENT', creditsUsed: 0 }],
  ['UsageHistory_refund_check', { kind: 'REFUND', creditsUsed: -1 }],
  ['UsageHistory_refund_check', { kind: 'REFUND', creditsUsed: -1, refundOfId: 'entry-1' }],
  ['UsageHistory_refund_check', { kind: 'REFUND', creditsUsed: -1, refundOfId: 'entry-1', refundSeq: 0 }],
  ['UsageHistory_refund_check', { kind: 'SPEND', creditsUsed: 1, refundOfId: 'entry-1' }],
  ['UsageHistory_refund_check', { kind: 'GRANT', creditsUsed: -1, refundSeq: 1 }],
  ['UsageHistory_seq_check', { seq: 0, balanceAfter: -1 }],
  ['UsageHistory_balanceAfter_check', { seq: 1, creditsUsed: 1, balanceAfter: 5 }],
  ['UsageHistory_idempotencyKey_check', { idempotencyKey: '' }],
])('%s refuses the entry %j', async (name, change) => {
  expect(await refusedBy(addEntry(change))).toBe(name);
});

test('a free spend, an adjustment either way and an expiry are entries', async () => {
  await addEntry({ kind: 'SPEND', creditsUsed: 0 });
  await addEntry({ kind: 'ADJUSTMENT', creditsUsed: 5 });
  await addEntry({ kind: 'ADJUSTMENT', creditsUsed: -5 });
  await addEntry({ kind: 'EXPIRY', creditsUsed: 5 });
});

test('two refunds that saw the same past collide, whatever their keys', async () => {
  const { id } = await addEntry({ kind: 'SPEND', creditsUsed: 10 });
  const refund = { kind: 'REFUND', creditsUsed: -10, refundOfId: id, refundSeq: 1 } as const;
  await addEntry(refund);
  const second = await addEntry(refund).catch((error: unknown) => error);
  expect(isUniqueViolation(second, 'UsageHistory_userId_refundOfId_refundSeq_key')).toBe(true);
  await addEntry({ ...refund, refundSeq: 2 });
});

const grant = {
  userId,
  entryId: 'entry-1',
  source: 'PLAN',
  amountCredits: 10,
  remainingCredits: 10,
  startsAt: at,
} as const;

test.each<[string, Partial<Prisma.CreditGrantUncheckedCreateInput>]>([
  ['CreditGrant_amountCredits_check', { amountCredits: 0, remainingCredits: 0 }],
  ['CreditGrant_remainingCredits_check', { remainingCredits: 11 }],
  ['CreditGrant_remainingCredits_check', { remainingCredits: -1 }],
  ['CreditGrant_expiresAt_check', { expiresAt: at }],
])('%s refuses the grant %j', async (name, change) => {
  expect(await refusedBy(database.db.creditGrant.create({ data: { ...grant, ...change } }))).toBe(name);
});

const hold = {
  userId,
  featureKey: 'f',
  operationType: 'CUSTOM',
  amountCredits: 10,
  shares: [],
  expiresAt: later,
} satisfies Prisma.CreditHoldUncheckedCreateInput;

test.each<[string, Partial<Prisma.CreditHoldUncheckedCreateInput>]>([
  ['CreditHold_amountCredits_check', { amountCredits: -1 }],
  ['CreditHold_capturedCredits_check', { capturedCredits: -1 }],
  ['CreditHold_capturedCredits_check', { capturedCredits: 1, status: 'RELEASED', endedAt: at }],
  ['CreditHold_endedAt_check', { status: 'RELEASED' }],
  ['CreditHold_endedAt_check', { endedAt: at }],
])('%s refuses the hold %j', async (name, change) => {
  expect(await refusedBy(database.db.creditHold.create({ data: { ...hold, ...change } }))).toBe(name);
});

test.each<[string, Partial<Prisma.JobUncheckedCreateInput>]>([
  ['Job_attempts_check', { attempts: -1 }],
  ['Job_maxAttempts_check', { maxAttempts: 0 }],
  ['Job_everySeconds_check', { everySeconds: 0 }],
  ['Job_runner_check', { runnerId: 'runner', dueAt: null }],
  ['Job_dead_check', { deadAt: at }],
])('%s refuses the job %j', async (name, change) => {
  const data = { kind: 'k', payload: {}, dueAt: at, ...change };
  expect(await refusedBy(database.db.job.create({ data }))).toBe(name);
});

test.each<[string, Partial<Prisma.StorageObjectUncheckedCreateInput>]>([
  ['StorageObject_purge_check', { purgeAt: at }],
  ['StorageObject_purge_check', { purgeStartedAt: at }],
  ['StorageObject_sha256_check', { sha256: 'ABC' }],
  ['StorageObject_thumbnail_check', { thumbnail: 'perhaps' }],
])('%s refuses the file %j', async (name, change) => {
  const data = { userId, clerkUserId: 'clerk', url: 'u', pathname: 'p', name: 'n', size: 1, ...change };
  expect(await refusedBy(database.db.storageObject.create({ data }))).toBe(name);
});

test('an upload, a run and a day of storage keep to their states', async () => {
  const { db } = database;
  const upload = { userId, provider: 'local', pathname: 'p', name: 'n', reservedBytes: 1, expiresAt: at };
  const run = { kind: 'reconcile', counts: {}, findings: [], startedAt: at, updatedAt: at };
  const day = { userId, day: at, bytes: 1n, gbDays: 1, status: 'charged' };
  expect(
    await Promise.all([
      refusedBy(db.storageUpload.create({ data: { ...upload, reservedBytes: 0 } })),
      refusedBy(db.storageUpload.create({ data: { ...upload, status: 'lost' } })),
      refusedBy(db.storageRun.create({ data: { ...run, kind: 'copy' } })),
      refusedBy(db.storageRun.create({ data: { ...run, status: 'lost' } })),
      refusedBy(db.storageDay.create({ data: { ...day, gbDays: -1 } })),
      refusedBy(db.storageDay.create({ data: { ...day, status: 'lost' } })),
    ]),
  ).toEqual([
    'StorageUpload_reservedBytes_check',
    'StorageUpload_status_check',
    'StorageRun_kind_check',
    'StorageRun_status_check',
    'StorageDay_amounts_check',
    'StorageDay_status_check',
  ]);
});

test('negative credits, prices and sizes, a second settings row and an upper-case e-mail are refused', async () => {
  const { db } = database;
  const file = { userId, clerkUserId: 'clerk', url: 'u', pathname: 'p', name: 'n', size: -1 };
  const soFar = { spentSoFar: 0, refundedSoFar: 0, spendsSoFar: 0, refundsSoFar: 0 };
  const usage = { userId, day: at, spends: -1, ...soFar };
  expect(
    await Promise.all([
      refusedBy(db.plan.create({ data: { name: 'p', credits: -1 } })),
      refusedBy(db.plan.create({ data: { name: 'p', credits: 1, priceMonthlyCents: -1 } })),
      refusedBy(db.plan.create({ data: { name: 'p', credits: 1, priceYearlyCents: -1 } })),
      refusedBy(db.storageObject.create({ data: file })),
      refusedBy(db.usageDaily.create({ data: usage })),
      refusedBy(db.adminSettings.create({ data: { id: 'second' } })),
      refusedBy(db.user.update({ where: { id: userId }, data: { email: 'A@example.com' } })),
    ]),
  ).toEqual([
    'Plan_credits_check',
    'Plan_priceMonthlyCents_check',
    'Plan_priceYearlyCents_check',
    'StorageObject_size_check',
    'UsageDaily_counts_check',
    'AdminSettings_singleton_check',
    'User_email_lowercase_check',
  ]);
});

test('an entry needs a balance and a user, and neither can go away underneath it', async () => {
  const { db } = database;
  const isRefused = async (promise: Promise<unknown>) =>
    isForeignKeyViolation(await promise.catch((error: unknown) => error));
  await db.user.create({ data: { id: 'without-balance', clerkId: 'without-balance' } });
  const orphans: Partial<Entry>[] = [
    { userId: 'nobody' },
    { userId: 'without-balance' },
    { creditBalanceId: 'no-balance' },
  ];
  for (const orphan of orphans) {
    expect(await isRefused(addEntry({ kind: 'GRANT', creditsUsed: -1, ...orphan }))).toBe(true);
  }
  expect(await isRefused(db.user.delete({ where: { id: userId } }))).toBe(true);
  expect(await isRefused(db.creditBalance.delete({ where: { userId } }))).toBe(true);
});

test('an entry is not checked for its user a second time', async () => {
  const keys = await database.db.$queryRaw`
    SELECT conname AS name, conenforced AS enforced FROM pg_constraint
    WHERE conrelid = '"UsageHistory"'::regclass AND contype = 'f' ORDER BY conname`;
  expect(keys).toContainEqual({ name: 'UsageHistory_userId_fkey', enforced: false });
  expect(keys).toContainEqual({ name: 'UsageHistory_userId_creditBalanceId_fkey', enforced: true });
});
