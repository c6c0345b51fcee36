import type { Db } from '@scrip/database';

const planColumns = {
  id: true,
  name: true,
  credits: true,
  currency: true,
  priceMonthlyCents: true,
  priceYearlyCents: true,
  description: true,
  badge: true,
  highlight: true,
} as const;

export function listActivePlans(db: Db) {
  return db.plan.findMany({
    where: { active: true },
    orderBy: [{ sortOrder: 'asc' }, { name: 'asc' }],
    select: planColumns,
  });
}

export function findPlanByClerkId(db: Db, clerkId: string) {
  return db.plan.findUnique({ where: { clerkId }, select: { id: true, name: true, credits: true } });
}

export function findLatestSubscriptionEvent(db: Db, userId: string) {
  return db.subscriptionEvent.findFirst({
    where: { userId },
    orderBy: { occurredAt: 'desc' },
    select: { planKey: true, status: true },
  });
}
