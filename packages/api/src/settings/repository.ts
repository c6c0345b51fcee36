import { type Db, Prisma } from '@scrip/database';
import type { CatalogueRow } from './price-book.ts';
import type { NewPriceVersion, RecordedVersion } from './price-versions.ts';

/** Everything that makes the prices, as of one instant. */
export type PriceSources = {
  features: CatalogueRow[];
  featureCosts: unknown;
  /** The newest recorded version of each feature's price. */
  newestVersions: RecordedVersion[];
  /** Whether a price that was set for later should be in force by now. */
  isPriceDue: boolean;
};

type SourceRow = Omit<CatalogueRow, 'key'> & {
  /** Null in the one row that an empty catalogue leaves. */
  key: string | null;
  featureCosts: unknown;
  versionId: string | null;
  price: unknown;
  effectiveFrom: Date;
  isPriceDue: boolean;
};

/**
 * In one statement: spends inside a transaction ask each time, and of prices and versions read one after the other, an
 * old price could follow a new one.
 */
export async function readPriceSources(db: Db, at: Date): Promise<PriceSources> {
  const rows = await db.$queryRaw<SourceRow[]>`
    SELECT f."key", f."name", f."description", f."operationType", f."unit", f."active", s."featureCosts",
      EXISTS (SELECT 1 FROM "ScheduledPrice" d WHERE d."appliedAt" IS NULL AND d."cancelledAt" IS NULL
        AND d."effectiveFrom" <= ${at}::timestamptz) AS "isPriceDue",
      v."id" AS "versionId", v."price", v."effectiveFrom"
    FROM (SELECT 'singleton' AS "id") one
    LEFT JOIN "AdminSettings" s ON s."id" = one."id"
    LEFT JOIN "Feature" f ON true
    LEFT JOIN LATERAL (
      SELECT * FROM "PriceVersion" p WHERE p."featureKey" = f."key"
      ORDER BY p."effectiveFrom" DESC, p."id" DESC LIMIT 1
    ) v ON true
    ORDER BY f."key"`;
  const sources: PriceSources = {
    features: [],
    featureCosts: rows[0]?.featureCosts ?? null,
    newestVersions: [],
    isPriceDue: rows[0]?.isPriceDue ?? false,
  };
  for (const { key, featureCosts: _, isPriceDue: __, versionId, price, effectiveFrom, ...feature } of rows) {
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
    data: versions.map((version) => ({ ...version, price: version.price ?? Prisma.JsonNull, createdAt })),
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

const featureColumns = {
  id: true,
  key: true,
  workspaceId: true,
  name: true,
  description: true,
  tags: true,
  operationType: true,
  unit: true,
  active: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.FeatureSelect;

export type FeatureRow = Prisma.FeatureGetPayload<{ select: typeof featureColumns }>;

export function listFeatureRows(db: Db): Promise<FeatureRow[]> {
  return db.feature.findMany({ orderBy: { key: 'asc' }, select: featureColumns });
}

export function findFeature(db: Db, key: string): Promise<FeatureRow | null> {
  return db.feature.findUnique({ where: { key }, select: featureColumns });
}

/** The feature as it is, and as it stays until the transaction ends; null if there is none. */
export async function lockFeature(db: Db, key: string): Promise<FeatureRow | null> {
  await db.$queryRaw`SELECT 1 FROM "Feature" WHERE "key" = ${key} FOR UPDATE`;
  return findFeature(db, key);
}

/** Null when the key is taken. */
export async function insertFeatureOnce(
  db: Db,
  data: Prisma.FeatureCreateManyInput,
): Promise<FeatureRow | null> {
  const [row] = await db.feature.createManyAndReturn({ data, skipDuplicates: true, select: featureColumns });
  return row ?? null;
}

export function updateFeatureRow(db: Db, key: string, data: Prisma.FeatureUpdateInput): Promise<FeatureRow> {
  return db.feature.update({
    where: { key },
    data: { ...data, version: { increment: 1 } },
    select: featureColumns,
  });
}

export type SettingsRow = {
  featureCosts: unknown;
  settings: unknown;
  settingsVersion: number;
  updatedAt: Date;
};

export function findSettings(db: Db): Promise<SettingsRow | null> {
  return db.adminSettings.findUnique({
    where: { id: 'singleton' },
    select: { featureCosts: true, settings: true, settingsVersion: true, updatedAt: true },
  });
}

/** The one row of settings, made if need be; it stays as it is until the transaction ends. */
export async function lockSettings(db: Db, at: Date): Promise<SettingsRow> {
  await db.adminSettings.createMany({ data: { id: 'singleton', createdAt: at }, skipDuplicates: true });
  await db.$queryRaw`SELECT 1 FROM "AdminSettings" WHERE "id" = 'singleton' FOR UPDATE`;
  const row = await findSettings(db);
  if (!row) throw new Error('Settings that were just locked cannot be read.');
  return row;
}

/** What admins set, by feature key: a plain number or a structured price. */
export type FeatureCosts = Record<string, Prisma.InputJsonValue>;

export async function updateFeatureCosts(db: Db, featureCosts: FeatureCosts, at: Date): Promise<void> {
  const data = { featureCosts, updatedAt: at };
  await db.adminSettings.update({ where: { id: 'singleton' }, data, select: { id: true } });
}

export async function updateSettings(
  db: Db,
  settings: Prisma.InputJsonObject,
  at: Date,
): Promise<SettingsRow> {
  return db.adminSettings.update({
    where: { id: 'singleton' },
    data: { settings, settingsVersion: { increment: 1 }, updatedAt: at },
    select: { featureCosts: true, settings: true, settingsVersion: true, updatedAt: true },
  });
}

export async function findNewestVersion(db: Db, featureKey: string): Promise<RecordedVersion | undefined> {
  const row = await db.priceVersion.findFirst({
    where: { featureKey },
    orderBy: [{ effectiveFrom: 'desc' }, { id: 'desc' }],
    select: { id: true, featureKey: true, price: true, effectiveFrom: true },
  });
  return row ?? undefined;
}

/** Newest first. */
export function listPriceVersions(
  db: Db,
  page: { featureKey: string; after: { effectiveFrom: Date; id: string } | null; take: number },
) {
  const { featureKey, after, take } = page;
  const older = after && {
    OR: [
      { effectiveFrom: { lt: after.effectiveFrom } },
      { effectiveFrom: after.effectiveFrom, id: { lt: after.id } },
    ],
  };
  return db.priceVersion.findMany({
    where: { featureKey, ...older },
    orderBy: [{ effectiveFrom: 'desc' }, { id: 'desc' }],
    take,
  });
}

/** The version that followed one; null for the newest. */
export function findNextVersion(
  db: Db,
  featureKey: string,
  { effectiveFrom, id }: { effectiveFrom: Date; id: string },
) {
  return db.priceVersion.findFirst({
    where: {
      featureKey,
      OR: [{ effectiveFrom: { gt: effectiveFrom } }, { effectiveFrom, id: { gt: id } }],
    },
    orderBy: [{ effectiveFrom: 'asc' }, { id: 'asc' }],
    select: { effectiveFrom: true },
  });
}

export function listPeople(db: Db, ids: string[]) {
  return db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, email: true } });
}
