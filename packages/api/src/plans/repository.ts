import type { Db, Plan as PlanRow, Prisma } from '@scrip/database';

const inOrder = [{ sortOrder: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }] as const;

/**
 * Until the transaction ends nobody else writes plans; reading goes on. Plans are few and seldom changed, and what is
 * decided about one depends on the others: its place, its Clerk id.
 */
export async function lockPlans(db: Db): Promise<void> {
  await db.$executeRaw`LOCK TABLE "Plan" IN SHARE ROW EXCLUSIVE MODE`;
}

export function listActivePlans(db: Db): Promise<PlanRow[]> {
  return db.plan.findMany({ where: { active: true }, orderBy: [...inOrder] });
}

export function listAllPlans(db: Db): Promise<PlanRow[]> {
  return db.plan.findMany({ orderBy: [...inOrder] });
}

export function findPlan(db: Db, id: string): Promise<PlanRow | null> {
  return db.plan.findUnique({ where: { id } });
}

export function findPlanIdByClerkId(db: Db, clerkId: string) {
  return db.plan.findUnique({ where: { clerkId }, select: { id: true } });
}

/** By the key that subscription events carry: the Clerk plan id, or the plan's own id where it has none. */
export function findPlanByKey(db: Db, planKey: string) {
  return db.plan.findFirst({
    where: { OR: [{ clerkId: planKey }, { id: planKey }] },
    select: {
      id: true,
      name: true,
      credits: true,
      uploadMegabytes: true,
      quotaMegabytes: true,
      quotaFiles: true,
    },
  });
}

/** By the keys that subscriptions carry: Clerk plan ids, or plans' own ids where they have none. */
export function listPlansByKeys(db: Db, keys: string[]): Promise<PlanRow[]> {
  return db.plan.findMany({ where: { OR: [{ clerkId: { in: keys } }, { id: { in: keys } }] } });
}

/** Until the transaction ends nobody deletes the plan with this key, or gives it another. */
export async function holdPlanKey(db: Db, planKey: string): Promise<void> {
  await db.$queryRaw`SELECT "id" FROM "Plan" WHERE "clerkId" = ${planKey} OR "id" = ${planKey} FOR KEY SHARE`;
}

/** Waits for those who hold its key, and lets nobody hold it until the transaction ends. */
export async function lockPlanKey(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT "id" FROM "Plan" WHERE "id" = ${id} FOR UPDATE`;
}

export async function findLastSortOrder(db: Db): Promise<number> {
  const { _max } = await db.plan.aggregate({ _max: { sortOrder: true } });
  return _max.sortOrder ?? -1;
}

export function insertPlan(db: Db, data: Prisma.PlanUncheckedCreateInput): Promise<PlanRow> {
  return db.plan.create({ data });
}

export function updatePlanRow(db: Db, id: string, data: Prisma.PlanUncheckedUpdateInput): Promise<PlanRow> {
  return db.plan.update({ where: { id }, data: { ...data, version: { increment: 1 } } });
}

/** Numbers the plans in the order of their ids. Not counted as a change of the plans themselves. */
export async function updateSortOrders(db: Db, planIds: string[], at: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "Plan" SET "sortOrder" = place."sortOrder", "updatedAt" = ${at}::timestamptz
    FROM unnest(${planIds}::text[], ${planIds.map((_, index) => index)}::int[]) AS place("id", "sortOrder")
    WHERE "Plan"."id" = place."id" AND "Plan"."sortOrder" <> place."sortOrder"`;
}

export async function deletePlanRow(db: Db, id: string): Promise<void> {
  await db.plan.delete({ where: { id }, select: { id: true } });
}

/** The key of the plan that a user has now: of several, the one that began last; null without one. */
export async function findCurrentPlanKey(db: Db, userId: string): Promise<string | null> {
  const item = await db.subscriptionItem.findFirst({
    where: { userId, status: { in: ['active', 'past_due', 'canceled'] }, planKey: { not: null } },
    orderBy: [{ periodStart: 'desc' }, { stateAt: 'desc' }],
    select: { planKey: true },
  });
  return item?.planKey ?? null;
}

/** How many users have a subscription to a plan that has not ended, by the plan's key. */
export async function countCurrentPlanKeys(db: Db, endedStatuses: string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ planKey: string; users: number }[]>`
    SELECT "planKey", count(DISTINCT "userId")::int AS "users" FROM "SubscriptionItem"
    WHERE "planKey" IS NOT NULL AND NOT ("status" = ANY(${endedStatuses}))
    GROUP BY "planKey"`;
  return new Map(rows.map(({ planKey, users }) => [planKey, users]));
}
