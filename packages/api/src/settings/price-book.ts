import type { OperationType } from '../credits/schema.ts';
import { DomainError } from '../errors.ts';
import { computeCost, readPrice } from './price.ts';
import type { FeaturePrice, IgnoredOverride, Price } from './schema.ts';

export type CatalogueRow = {
  key: string;
  name: string;
  description: string | null;
  operationType: OperationType;
  unit: string;
  /** On sale. An archived feature keeps its price for the day that it is offered again. */
  active: boolean;
};

export type PriceBook = { prices: FeaturePrice[]; ignoredOverrides: IgnoredOverride[] };

/** A price that no version names yet. */
export type EffectivePrice = Omit<FeaturePrice, 'priceVersionId'>;

type PriceInForce = { price: Price; source: 'default' | 'override' };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the stored costs say of the known features, and what of them means nothing. */
function readOverrides(
  known: ReadonlySet<string>,
  featureCosts: unknown,
): { overrides: Map<string, Price>; ignoredOverrides: IgnoredOverride[] } {
  const ignoredOverrides: IgnoredOverride[] = [];
  if (featureCosts !== null && featureCosts !== undefined && !isRecord(featureCosts)) {
    ignoredOverrides.push({ featureKey: '*', message: 'featureCosts must be an object of key to price.' });
  }
  const overrides = new Map<string, Price>();
  for (const [featureKey, value] of Object.entries(isRecord(featureCosts) ? featureCosts : {})) {
    const read = known.has(featureKey) ? readPrice(value) : { flaw: 'There is no such feature.' };
    if ('price' in read) overrides.set(featureKey, read.price);
    else ignoredOverrides.push({ featureKey, message: read.flaw });
  }
  return { overrides, ignoredOverrides };
}

/** What a feature costs by the stored costs, else by the code; null without either. */
export function priceInForce(
  key: string,
  featureCosts: unknown,
  defaults: ReadonlyMap<string, number>,
): PriceInForce | null {
  const override = readOverrides(new Set([key]), featureCosts).overrides.get(key);
  if (override) return { price: override, source: 'override' };
  const flat = defaults.get(key);
  return flat === undefined ? null : { price: { flat }, source: 'default' };
}

/**
 * Lays the admin's overrides over the defaults of the code. An override that is no price has no effect and is reported;
 * a feature that is archived, or has neither a default nor a valid override, is left out.
 */
export function computeEffectivePrices(
  features: CatalogueRow[],
  defaults: ReadonlyMap<string, number>,
  featureCosts: unknown,
): { prices: EffectivePrice[]; ignoredOverrides: IgnoredOverride[] } {
  const known = new Set(features.map((feature) => feature.key));
  const { overrides, ignoredOverrides } = readOverrides(known, featureCosts);
  const prices: EffectivePrice[] = [];
  for (const { active, ...feature } of features) {
    const override = overrides.get(feature.key);
    const flat = defaults.get(feature.key);
    const price = override ?? (flat === undefined ? undefined : { flat });
    if (!active || !price) continue;
    const costCredits = computeCost(price, { quantity: 1 });
    prices.push({ ...feature, price, costCredits, source: override ? 'override' : 'default' });
  }
  return { prices, ignoredOverrides };
}

/** @throws UNKNOWN_FEATURE when the catalogue has no active feature of that key, or no price for it. */
export function getFeaturePrice({ prices }: PriceBook, featureKey: string): FeaturePrice {
  const price = prices.find((candidate) => candidate.key === featureKey);
  if (price) return price;
  const known = prices.map((candidate) => candidate.key).join(', ');
  throw new DomainError('UNKNOWN_FEATURE', `There is no feature "${featureKey}". Known features: ${known}.`, {
    featureKey,
  });
}
