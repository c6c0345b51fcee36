import type { Db } from '@scrip/database';
import { engineOf, type ServiceContext } from '../context.ts';
import { applyDuePrices } from './apply-due-prices.ts';
import { builtInFeatures, defaultCosts } from './feature-catalogue.ts';
import { readPrice } from './price.ts';
import { computeEffectivePrices, type PriceBook } from './price-book.ts';
import { planPriceVersions } from './price-versions.ts';
import {
  findDescribedVersion,
  findPriceVersion,
  insertMissingFeatures,
  insertPriceVersions,
  listFeatureRows,
  listFeatureNames as listNames,
  type RecordedVersionWithFeature,
  readPriceSources,
} from './repository.ts';
import type { CreditSettings, Price } from './schema.ts';

/**
 * The prices in force, each named by its version. A price whose instant has come takes effect first, whichever process
 * looks and however long none did; one that has changed besides gets its new version.
 */
export async function loadPriceBook(db: Db, at: Date): Promise<PriceBook> {
  let sources = await readPriceSources(db, at);
  if (sources.isPriceDue) {
    await applyDuePrices(db, at);
    sources = await readPriceSources(db, at);
  }
  const { features, featureCosts, newestVersions } = sources;
  const effective = computeEffectivePrices(features, defaultCosts, featureCosts);
  const { prices, missing } = planPriceVersions(effective.prices, newestVersions, at);
  if (missing.length > 0) await insertPriceVersions(db, missing, at);
  return { prices, ignoredOverrides: effective.ignoredOverrides };
}

/** Half a second old at most; read anew inside a transaction. */
export function getPriceBook(ctx: ServiceContext): Promise<PriceBook> {
  return engineOf(ctx)?.prices.get(ctx.now()) ?? loadPriceBook(ctx.db, ctx.now());
}

/** The price that a version names; null if there is no such version. */
export async function findVersionPrice(
  { db }: Pick<ServiceContext, 'db'>,
  id: string,
): Promise<Price | null> {
  const version = await findPriceVersion(db, id);
  const read = version && readPrice(version.price);
  return read && 'price' in read ? read.price : null;
}

/** The effective prices; ill-formed overrides are logged, and shown to admins. */
export async function getCreditSettings(ctx: ServiceContext): Promise<CreditSettings> {
  const { prices, ignoredOverrides } = await getPriceBook(ctx);
  if (ignoredOverrides.length > 0) {
    ctx.logger.warn({ ignoredOverrides }, 'Ill-formed entries of AdminSettings.featureCosts have no effect');
  }
  const isAdmin = ctx.principal?.kind === 'user' && ctx.principal.role === 'ADMIN';
  return { features: prices, ignoredOverrides: isAdmin ? ignoredOverrides : [] };
}

/** Writes the built-in features that the catalogue lacks. Safe to run at every boot, in several processes at once. */
export async function ensureFeatureCatalogue(ctx: ServiceContext): Promise<void> {
  await insertMissingFeatures(
    ctx.db,
    builtInFeatures.map(({ defaultCostCredits: _, ...feature }) => ({ ...feature, createdAt: ctx.now() })),
  );
}

/** What features are called, retired ones too. */
export function listFeatureNames({
  db,
}: Pick<ServiceContext, 'db'>): Promise<{ key: string; name: string }[]> {
  return listNames(db);
}

export type DescribedVersion = Omit<RecordedVersionWithFeature, 'price'> & { price: Price };

/** A version of a price with what its feature is called now; null if there is none, or nobody can read it any more. */
export async function describePriceVersion(
  { db }: Pick<ServiceContext, 'db'>,
  id: string,
): Promise<DescribedVersion | null> {
  const version = await findDescribedVersion(db, id);
  const read = version && readPrice(version.price);
  return version && read && 'price' in read ? { ...version, price: read.price } : null;
}

/** The keys of all features, archived ones too. */
export async function findFeatureKeys({ db }: Pick<ServiceContext, 'db'>): Promise<string[]> {
  return (await listFeatureRows(db)).map(({ key }) => key);
}
