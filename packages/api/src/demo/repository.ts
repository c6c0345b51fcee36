import type { Db } from '@scrip/database';
import { demoPlans } from './personas.ts';

export async function insertDemoPlans(db: Db, at: Date): Promise<void> {
  await db.plan.createMany({
    data: demoPlans.map(({ key: _, ...plan }, sortOrder) => ({
      ...plan,
      clerkName: plan.name,
      currency: 'USD',
      sortOrder,
      createdAt: at,
      updatedAt: at,
    })),
    skipDuplicates: true,
  });
}

/**
 * The subscription as it is after the event; its credits are the demo's own grants. No provider knows it, so it is one
 * that an admin has given, and goes on by itself.
 */
export async function insertSubscriptionEvent(
  db: Db,
  event: { userId: string; clerkUserId: string; planKey: string; eventType: string; occurredAt: Date },
): Promise<void> {
  await db.subscriptionEvent.create({
    data: { ...event, status: 'active', metadata: { demo: true }, createdAt: event.occurredAt },
    select: { id: true },
  });
  const { userId, planKey, occurredAt } = event;
  const id = `csubi_demo_${userId}`;
  const state = { planKey, period: 'month', status: 'active', periodStart: occurredAt, stateAt: occurredAt };
  await db.subscriptionItem.upsert({
    where: { userId_id: { userId, id } },
    create: { ...state, userId, id, provider: 'manual', createdAt: occurredAt, updatedAt: occurredAt },
    update: { ...state, updatedAt: occurredAt },
    select: { id: true },
  });
}

export function countUsers(db: Db): Promise<number> {
  return db.user.count();
}

export async function markAdmin(db: Db, userId: string, at: Date): Promise<void> {
  await db.user.update({
    where: { id: userId },
    data: { role: 'ADMIN', updatedAt: at },
    select: { id: true },
  });
}
