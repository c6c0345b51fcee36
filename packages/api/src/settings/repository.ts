import type { Db, Prisma } from '@scrip/database';
import type { CatalogueRow } from './price-book.ts';
import type { NewPriceVersion, RecordedVersion } from './price-versions.ts';

/** Everything that makes the prices, as of one instant. */
export type PriceSources = {
  features: CatalogueRow[];
  featureCosts: unknown;
  /** The newest recorded version of each feature's price. */
  newestVersions: RecordedVersion[];
};

type SourceRow = Omit<CatalogueRow, 'key'> & {
  /** Null in the one row that an empty catalogue leaves. */
  key: string | null;
  featureCosts: unknown;
  versionId: string | null;
  price: unknown;
  effectiveFrom: Date;
};

/**
 * In one statement: spends inside a transaction ask each time, and of prices and versions read one after the other, an
 * old price could follow a new one.
 */
export async function readPriceSources(db: Db): Promise<PriceSources> {
  const rows = await db.$queryRaw<SourceRow[]>`
    SELECT f."key", f."name", f."description", f."operationType", f."unit", s."featureCosts",
      v."id" AS "versionId", v."price", v."effectiveFrom"
    FROM (SELECT 'singleton' AS "id") one
    LEFT JOIN "AdminSettings" s ON s."id" = one."id"
    LEFT JOIN "Feature" f ON f."active"
    LEFT JOIN LATERAL (
      SELECT * FROM "PriceVersion" p WHERE p."featureKey" = f."key"
      ORDER BY p."effectiveFrom" DESC, p."id" DESC LIMIT 1
    ) v ON true
    ORDER BY f."key"`;
  const sources: PriceSources = {
    features: [],
    featureCosts: rows[0]?.featureCosts ?? null,
    newestVersions: [],
  };
  for (const { key, featureCosts: _, versionId, price, effectiveFrom, ...feature } of rows) {
    if (key === null) continue;
    sources.features.push({ key, ...feature });
    if (versionId) sources.newestVersions.push({ id: versionId, featureKey: key, price, effectiveFrom });
  }
  return sources;
}

/** Leaves features that exist as the admins made them. */
export async function insertMissingFeatures(
  db: Db,
  features: Prisma.FeatureCreateManyInput[],
): Promise<number> {
  const { count } = await db.feature.createMany({ data: features, skipDuplicates: true });
  return count;
}

/** Leaves versions that another process has recorded meanwhile. */
export async function insertPriceVersions(
  db: Db,
  versions: NewPriceVersion[],
  createdAt: Date,
): Promise<void> {
  await db.priceVersion.createMany({
    data: versions.map((version) => ({ ...version, createdAt })),
    skipDuplicates: true,
  });
}

export function findPriceVersion(db: Db, id: string) {
  return db.priceVersion.findUnique({ where: { id }, select: { price: true } });
}

export function listFeatureNames(db: Db): Promise<{ key: string; name: string }[]> {
  return db.feature.findMany({ select: { key: true, name: true } });
}

export type RecordedVersionWithFeature = {
  versionId: string;
  featureKey: string;
  featureName: string;
  unit: string;
  price: unknown;
  reason: string | null;
  effectiveFrom: Date;
};

export async function findDescribedVersion(db: Db, id: string): Promise<RecordedVersionWithFeature | null> {
  const [row] = await db.$queryRaw<RecordedVersionWithFeature[]>`
    SELECT v."id" AS "versionId", v."featureKey", COALESCE(f."name", v."featureKey") AS "featureName",
      COALESCE(f."unit", 'operation') AS "unit", v."price", v."reason", v."effectiveFrom"
    FROM "PriceVersion" v LEFT JOIN "Feature" f ON f."key" = v."featureKey" WHERE v."id" = ${id}`;
  return row ?? null;
}
