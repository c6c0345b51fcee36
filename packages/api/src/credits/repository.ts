import { type Db, Prisma } from '@scrip/database';
import { entryCondition, entrySelection, timeCondition } from './entry-statement.ts';
import type { EntryFilter } from './schema.ts';

export const entryColumns = {
  id: true,
  userId: true,
  kind: true,
  operationType: true,
  featureKey: true,
  creditsUsed: true,
  seq: true,
  balanceAfter: true,
  refundOfId: true,
  holdId: true,
  grantId: true,
  priceVersionId: true,
  quantity: true,
  model: true,
  actorId: true,
  apiKeyId: true,
  idempotencyKey: true,
  details: true,
  timestamp: true,
} as const satisfies Prisma.UsageHistorySelect;

export type EntryRow = Prisma.UsageHistoryGetPayload<{ select: typeof entryColumns }>;

const balanceColumns = { creditsRemaining: true, creditsHeld: true, lastSeq: true } as const;

export function findBalance(db: Db, userId: string) {
  return db.creditBalance.findUnique({
    where: { userId },
    select: { ...balanceColumns, nextExpiryAt: true, lowThresholdCredits: true },
  });
}

/** The newest balances of many users, and whether each may still see it. */
export function listBalances(db: Db, userIds: string[]) {
  return db.creditBalance.findMany({
    where: { userId: { in: userIds } },
    select: { ...balanceColumns, userId: true, user: { select: { isActive: true } } },
  });
}

export function findEntry(db: Db, userId: string, id: string) {
  return db.usageHistory.findUnique({ where: { userId_id: { userId, id } }, select: entryColumns });
}

/** Whoever's entry it is; its time must be known, as nothing but the time is indexed over all users. */
export function findEntryWithin(db: Db, id: string, { from, to }: { from: Date; to: Date }) {
  return db.usageHistory.findFirst({
    where: { id, timestamp: { gte: from, lte: to } },
    select: entryColumns,
  });
}

export function findEntryByKey(db: Db, userId: string, idempotencyKey: string) {
  return db.usageHistory.findUnique({
    where: { userId_idempotencyKey: { userId, idempotencyKey } },
    select: { ...entryColumns, requestHash: true },
  });
}

/** What the key of a change without an entry was answered. */
export function findOperation(db: Db, userId: string, idempotencyKey: string) {
  return db.operationKey.findUnique({
    where: { userId_idempotencyKey: { userId, idempotencyKey } },
    select: { requestHash: true, answer: true },
  });
}

export async function insertOperation(
  db: Db,
  operation: Prisma.OperationKeyUncheckedCreateInput,
): Promise<void> {
  await db.operationKey.create({ data: operation, select: { userId: true } });
}

/** The entries of these users under any of these keys: also pairs of a user and another user's key. */
export function listEntriesByKeys(db: Db, userIds: string[], idempotencyKeys: string[]) {
  return db.usageHistory.findMany({
    where: { userId: { in: userIds }, idempotencyKey: { in: idempotencyKeys } },
    select: { ...entryColumns, requestHash: true },
  });
}

/** Locks these balances, in the order of their users, until the transaction ends. */
export async function lockBalances(tx: Db, userIds: string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT b."userId" FROM "CreditBalance" b WHERE b."userId" = ANY(${userIds}::text[])
    ORDER BY b."userId" FOR UPDATE`;
}

export function listRefunds(db: Db, userId: string, spendId: string): Promise<EntryRow[]> {
  return db.usageHistory.findMany({
    where: { userId, refundOfId: spendId },
    orderBy: { refundSeq: 'asc' },
    select: entryColumns,
  });
}

/**
 * Keyset by `seq`, which is gapless per user, so a page never skips or repeats a row: newest first, or behind `afterSeq`
 * oldest first.
 */
export function listEntries(
  db: Db,
  userId: string,
  page: { filter: EntryFilter; beforeSeq?: number | null; afterSeq?: number; take: number },
): Promise<EntryRow[]> {
  const { filter, beforeSeq = null, afterSeq = null, take } = page;
  return db.$queryRaw<EntryRow[]>`
    SELECT ${entrySelection} FROM "UsageHistory" h
    WHERE h."userId" = ${userId} AND ${entryCondition(filter)} AND ${timeCondition(userId, filter)}
      ${beforeSeq === null ? Prisma.empty : Prisma.sql`AND h."seq" < ${beforeSeq}`}
      ${afterSeq === null ? Prisma.empty : Prisma.sql`AND h."seq" > ${afterSeq}`}
    ORDER BY h."seq" ${afterSeq === null ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${take}`;
}

/** Counts no further than told. */
export async function countEntries(
  db: Db,
  userId: string,
  { filter, atMost }: { filter: EntryFilter; atMost: number },
): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT COUNT(*)::int AS "count" FROM (
      SELECT 1 FROM "UsageHistory" h
      WHERE h."userId" = ${userId} AND ${entryCondition(filter)} AND ${timeCondition(userId, filter)}
      LIMIT ${atMost}
    ) found`;
  return row?.count ?? 0;
}

/** Who an entry was asked for by. */
export function findActor(db: Db, userId: string) {
  return db.user.findUnique({ where: { id: userId }, select: { name: true, email: true } });
}

/** Credits that GRANT entries gave since an instant. */
export async function sumGrantedSince(db: Db, userId: string, since: Date): Promise<number> {
  const { _sum } = await db.usageHistory.aggregate({
    where: { userId, kind: 'GRANT', timestamp: { gte: since } },
    _sum: { creditsUsed: true },
  });
  return 0 - (_sum.creditsUsed ?? 0);
}

export function findQuote(db: Db, userId: string, id: string) {
  return db.priceQuote.findUnique({ where: { userId_id: { userId, id } } });
}

export async function insertQuote(db: Db, quote: Prisma.PriceQuoteUncheckedCreateInput): Promise<void> {
  await db.priceQuote.create({ data: quote, select: { id: true } });
}

/** Some of the users who have quotes that expired before an instant. */
export async function listOwnersOfExpiredQuotes(db: Db, before: Date, take: number): Promise<string[]> {
  const quotes = await db.priceQuote.findMany({
    where: { expiresAt: { lt: before } },
    distinct: ['userId'],
    orderBy: { userId: 'asc' },
    take,
    select: { userId: true },
  });
  return quotes.map(({ userId }) => userId);
}

export async function deleteQuotesExpiredBefore(db: Db, userIds: string[], before: Date): Promise<void> {
  await db.priceQuote.deleteMany({ where: { userId: { in: userIds }, expiresAt: { lt: before } } });
}

/** The newest entry up to and including an instant. */
export function findEntryAt(db: Db, userId: string, at: Date) {
  return db.usageHistory.findFirst({
    where: { userId, timestamp: { lte: at } },
    orderBy: [{ timestamp: 'desc' }, { seq: 'desc' }],
    select: { seq: true, balanceAfter: true },
  });
}

/** Users whose accounts are due by then, in the order of their ids. */
export async function listDueUserIds(
  db: Db,
  page: { at: Date; afterUserId: string; take: number },
): Promise<string[]> {
  const rows = await db.creditBalance.findMany({
    where: { nextExpiryAt: { lte: page.at }, userId: { gt: page.afterUserId } },
    orderBy: { userId: 'asc' },
    take: page.take,
    select: { userId: true },
  });
  return rows.map(({ userId }) => userId);
}
