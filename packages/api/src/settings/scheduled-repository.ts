import { type Db, Prisma } from '@scrip/database';

const isPending = { appliedAt: null, cancelledAt: null } as const;
const inOrder = [{ effectiveFrom: 'asc' }, { id: 'asc' }] as const;

export type ScheduledRow = Prisma.ScheduledPriceGetPayload<object>;

export function listPendingPrices(db: Db): Promise<ScheduledRow[]> {
  return db.scheduledPrice.findMany({ where: isPending, orderBy: [...inOrder] });
}

export function listDuePrices(db: Db, at: Date): Promise<ScheduledRow[]> {
  return db.scheduledPrice.findMany({
    where: { ...isPending, effectiveFrom: { lte: at } },
    orderBy: [...inOrder],
  });
}

export function findPendingPrice(db: Db, id: string): Promise<ScheduledRow | null> {
  return db.scheduledPrice.findFirst({ where: { ...isPending, id } });
}

export async function hasPendingPriceAt(db: Db, featureKey: string, effectiveFrom: Date): Promise<boolean> {
  return (await db.scheduledPrice.count({ where: { ...isPending, featureKey, effectiveFrom } })) > 0;
}

export type NewScheduledPrice = {
  featureKey: string;
  price: Prisma.InputJsonObject | null;
  reason: string;
  createdById: string | null;
  effectiveFrom: Date;
  createdAt: Date;
};

export function insertScheduledPrice(db: Db, { price, ...data }: NewScheduledPrice): Promise<ScheduledRow> {
  return db.scheduledPrice.create({ data: { ...data, price: price ?? Prisma.DbNull } });
}

export async function markApplied(db: Db, ids: string[], at: Date): Promise<void> {
  await db.scheduledPrice.updateMany({ where: { id: { in: ids } }, data: { appliedAt: at } });
}

export async function markCancelled(db: Db, id: string, at: Date): Promise<void> {
  await db.scheduledPrice.updateMany({ where: { id }, data: { cancelledAt: at } });
}
