import type { Db, Prisma, SubscriptionItem, SubscriptionPeriod } from '@scrip/database';

export type ItemRow = SubscriptionItem;
export type PeriodRow = SubscriptionPeriod;

/** Until the transaction ends nobody else changes this user's subscriptions or credits. Null: no such user. */
export async function lockSubscriber(tx: Db, userId: string): Promise<{ clerkUserId: string } | null> {
  const [row] = await tx.$queryRaw<{ clerkUserId: string }[]>`
    SELECT "clerkUserId" FROM "CreditBalance" WHERE "userId" = ${userId} FOR UPDATE`;
  return row ?? null;
}

export async function findUserByClerkId(db: Db, clerkUserId: string) {
  const user = await db.user.findUnique({ where: { clerkId: clerkUserId }, select: { id: true } });
  return user && { userId: user.id, clerkUserId };
}

/** Whose item this is, for messages that do not say. */
export async function findItemOwner(db: Db, itemId: string) {
  const item = await db.subscriptionItem.findFirst({
    where: { id: itemId },
    select: { userId: true, user: { select: { clerkId: true } } },
  });
  return item && { userId: item.userId, clerkUserId: item.user.clerkId };
}

export function listItems(db: Db, userId: string): Promise<ItemRow[]> {
  return db.subscriptionItem.findMany({ where: { userId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

export function findItem(db: Db, userId: string, id: string): Promise<ItemRow | null> {
  return db.subscriptionItem.findUnique({ where: { userId_id: { userId, id } } });
}

export async function upsertItem(
  db: Db,
  row: Omit<ItemRow, 'createdAt' | 'updatedAt'>,
  at: Date,
): Promise<void> {
  const { userId, id, ...data } = row;
  await db.subscriptionItem.upsert({
    where: { userId_id: { userId, id } },
    create: { ...row, createdAt: at, updatedAt: at },
    update: { ...data, updatedAt: at },
    select: { id: true },
  });
}

export async function updateItemDue(db: Db, userId: string, id: string, dueAt: Date | null): Promise<void> {
  await db.subscriptionItem.updateMany({ where: { userId, id }, data: { dueAt } });
}

export function listPeriods(db: Db, userId: string): Promise<PeriodRow[]> {
  return db.subscriptionPeriod.findMany({ where: { userId }, orderBy: { startsAt: 'asc' } });
}

/** A period is one row; what is known of it is what is newest. */
export async function upsertPeriod(db: Db, row: Omit<PeriodRow, 'createdAt'>, at: Date): Promise<void> {
  const { userId, itemId, startsAt, monthlyCredits, ...data } = row;
  const stored = await db.subscriptionPeriod.findUnique({
    where: { userId_itemId_startsAt: { userId, itemId, startsAt } },
    select: { stateAt: true },
  });
  if (!stored) {
    await db.subscriptionPeriod.create({ data: { ...row, createdAt: at }, select: { itemId: true } });
  } else if (stored.stateAt < row.stateAt) {
    await db.subscriptionPeriod.update({
      where: { userId_itemId_startsAt: { userId, itemId, startsAt } },
      data,
      select: { itemId: true },
    });
  }
}

export type PlanGrantRow = {
  id: string;
  itemId: string;
  periodAt: Date;
  part: string;
  amountCredits: number;
  remainingCredits: number;
  expiresAt: Date | null;
  isVoided: boolean;
  lapsedCredits: number;
  takenCredits: number;
};

/** What plans have given, and what of it expired or was taken back; right once the account is settled. */
export function listPlanGrants(db: Db, userId: string): Promise<PlanGrantRow[]> {
  return db.$queryRaw<PlanGrantRow[]>`
    SELECT g."id", g."planItemId" AS "itemId", g."planPeriodAt" AS "periodAt", g."planPart" AS "part",
      g."amountCredits", g."remainingCredits", g."expiresAt", g."voidedAt" IS NOT NULL AS "isVoided",
      COALESCE(gone."lapsed", 0)::int AS "lapsedCredits", COALESCE(gone."taken", 0)::int AS "takenCredits"
    FROM "CreditGrant" g
    LEFT JOIN LATERAL (
      SELECT SUM(h."creditsUsed") FILTER (WHERE h."kind" = 'EXPIRY') AS "lapsed",
        SUM(h."creditsUsed") FILTER (WHERE h."kind" = 'ADJUSTMENT') AS "taken"
      FROM "GrantBurn" b
      JOIN "UsageHistory" h ON h."userId" = b."userId" AND h."seq" = b."toSeq" AND h."grantId" = b."grantId"
      WHERE b."userId" = ${userId} AND b."grantId" = g."id" AND h."userId" = ${userId}
    ) gone ON true
    WHERE g."userId" = ${userId} AND g."planItemId" IS NOT NULL
    ORDER BY g."id"`;
}

/** Which of these idempotency keys the user has used for an entry. */
export async function listUsedKeys(db: Db, userId: string, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await db.usageHistory.findMany({
    where: { userId, idempotencyKey: { in: keys } },
    select: { idempotencyKey: true },
  });
  return rows.map(({ idempotencyKey }) => idempotencyKey);
}

export async function insertEventOnce(db: Db, event: Prisma.SubscriptionEventCreateManyInput): Promise<void> {
  await db.subscriptionEvent.createMany({ data: event, skipDuplicates: true });
}

/** Users of whom an item is due, those that have waited longest first. */
export async function listDueSubscribers(db: Db, at: Date, take: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ userId: string }[]>`
    SELECT "userId" FROM "SubscriptionItem" WHERE "dueAt" <= ${at}::timestamptz
    GROUP BY "userId" ORDER BY MIN("dueAt"), "userId" LIMIT ${take}::int`;
  return rows.map(({ userId }) => userId);
}

/** Ends what still runs. */
export async function endItems(db: Db, userId: string, at: Date): Promise<void> {
  await db.subscriptionItem.updateMany({
    where: { userId, status: { notIn: ['ended', 'expired', 'abandoned'] } },
    data: { status: 'ended', endedAt: at, stateAt: at, dueAt: null, updatedAt: at },
  });
}

export async function putOffItems(db: Db, userIds: string[], dueBy: Date, dueAt: Date): Promise<void> {
  await db.subscriptionItem.updateMany({
    where: { userId: { in: userIds }, dueAt: { lte: dueBy } },
    data: { dueAt },
  });
}

/** Null: no such user. */
export async function findClerkUserId(db: Db, userId: string): Promise<string | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { clerkId: true } });
  return user?.clerkId ?? null;
}

export function findSubscriberRow(db: Db, userId: string) {
  return db.user.findUnique({ where: { id: userId }, select: { clerkId: true, email: true } });
}

/** Users with a subscription of any kind, by id. */
export async function listSubscriberIds(db: Db, afterUserId: string, take: number): Promise<string[]> {
  const rows = await db.subscriptionItem.findMany({
    where: { userId: { gt: afterUserId } },
    distinct: ['userId'],
    orderBy: { userId: 'asc' },
    take,
    select: { userId: true },
  });
  return rows.map(({ userId }) => userId);
}

export async function findBalanceCredits(db: Db, userId: string): Promise<number> {
  const balance = await db.creditBalance.findUnique({
    where: { userId },
    select: { creditsRemaining: true, creditsHeld: true },
  });
  return (balance?.creditsRemaining ?? 0) + (balance?.creditsHeld ?? 0);
}

/** Newest first, keyset by the instant at which it happened and id. */
export function listEvents(
  db: Db,
  page: {
    userId: string | undefined;
    planKey: string | undefined;
    eventType: string | undefined;
    after: { occurredAt: Date; id: string } | null;
    take: number;
  },
) {
  const { userId, planKey, eventType, after, take } = page;
  const filters: Prisma.SubscriptionEventWhereInput[] = [];
  if (userId) filters.push({ userId });
  if (planKey) filters.push({ planKey });
  if (eventType) filters.push({ eventType });
  if (after) {
    const { occurredAt, id } = after;
    filters.push({ OR: [{ occurredAt: { lt: occurredAt } }, { occurredAt, id: { lt: id } }] });
  }
  return db.subscriptionEvent.findMany({
    where: { AND: filters },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    take,
  });
}
