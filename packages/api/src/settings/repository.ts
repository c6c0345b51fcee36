import type { Db, Prisma } from '@scrip/database';

export function listActiveFeatures(db: Db) {
  return db.feature.findMany({
    where: { active: true },
    orderBy: { key: 'asc' },
    select: { key: true, name: true, description: true, operationType: true, unit: true },
  });
}

export async function findFeatureCosts(db: Db): Promise<unknown> {
  const settings = await db.adminSettings.findUnique({ where: { id: 'singleton' } });
  return settings?.featureCosts ?? null;
}

/** Leaves features that exist as the admins made them. */
export async function insertMissingFeatures(
  db: Db,
  features: Prisma.FeatureCreateManyInput[],
): Promise<number> {
  const { count } = await db.feature.createMany({ data: features, skipDuplicates: true });
  return count;
}
