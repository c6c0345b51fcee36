import type { Db } from '@scrip/database';
import { engineOf, type ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import { builtInFeatures } from './feature-catalogue.ts';
import { computePriceBook, type PriceBook } from './price-book.ts';
import { findFeatureCosts, insertMissingFeatures, listActiveFeatures } from './repository.ts';
import type { CreditSettings, FeaturePrice } from './schema.ts';

const defaultCosts = new Map<string, number>(
  builtInFeatures.map((feature) => [feature.key, feature.defaultCostCredits]),
);

export async function loadPriceBook(db: Db): Promise<PriceBook> {
  const [features, featureCosts] = await Promise.all([listActiveFeatures(db), findFeatureCosts(db)]);
  return computePriceBook(features, defaultCosts, featureCosts);
}

function getPriceBook(ctx: ServiceContext): Promise<PriceBook> {
  return engineOf(ctx)?.prices.get() ?? loadPriceBook(ctx.db);
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

/** @throws UNKNOWN_FEATURE when the catalogue has no active feature of that key, or no price for it. */
export async function getFeaturePrice(ctx: ServiceContext, featureKey: string): Promise<FeaturePrice> {
  const { prices } = await getPriceBook(ctx);
  const price = prices.find((candidate) => candidate.key === featureKey);
  if (price) return price;
  const known = prices.map((candidate) => candidate.key).join(', ');
  throw new DomainError('UNKNOWN_FEATURE', `There is no feature "${featureKey}". Known features: ${known}.`, {
    featureKey,
  });
}

/** Writes the built-in features that the catalogue lacks. Safe to run at every boot, in several processes at once. */
export async function ensureFeatureCatalogue(ctx: ServiceContext): Promise<void> {
  await insertMissingFeatures(
    ctx.db,
    builtInFeatures.map(({ defaultCostCredits: _, ...feature }) => ({ ...feature, createdAt: ctx.now() })),
  );
}
