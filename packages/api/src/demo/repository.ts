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
