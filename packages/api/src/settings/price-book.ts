import type { OperationType } from '../credits/schema.ts';
import { type FeaturePrice, FlatCost, type IgnoredOverride } from './schema.ts';

export type CatalogueRow = {
  key: string;
  name: string;
  description: string | null;
  operationType: OperationType;
  unit: string;
};

export type PriceBook = { prices: FeaturePrice[]; ignoredOverrides: IgnoredOverride[] };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Lays the admin's overrides over the defaults of the code. An override that is not a whole number of credits has no
 * effect and is reported; a feature without a default and without a valid override has no price and is left out.
 */
export function computePriceBook(
  features: CatalogueRow[],
  defaults: ReadonlyMap<string, number>,
  featureCosts: unknown,
): PriceBook {
  const ignoredOverrides: IgnoredOverride[] = [];
  if (featureCosts !== null && featureCosts !== undefined && !isRecord(featureCosts)) {
    ignoredOverrides.push({ featureKey: '*', message: 'featureCosts must be an object of key to credits.' });
  }
  const overrides = new Map<string, number>();
  const known = new Set(features.map((feature) => feature.key));
  for (const [featureKey, value] of Object.entries(isRecord(featureCosts) ? featureCosts : {})) {
    const parsed = FlatCost.safeParse(value);
    if (!known.has(featureKey)) ignoredOverrides.push({ featureKey, message: 'There is no such feature.' });
    else if (parsed.success) overrides.set(featureKey, parsed.data);
    else
      ignoredOverrides.push({
        featureKey,
        message: 'The cost must be a whole number of credits, 0 or more.',
      });
  }

  const prices: FeaturePrice[] = [];
  for (const feature of features) {
    const override = overrides.get(feature.key);
    const costCredits = override ?? defaults.get(feature.key);
    if (costCredits === undefined) continue;
    prices.push({ ...feature, costCredits, source: override === undefined ? 'default' : 'override' });
  }
  return { prices, ignoredOverrides };
}
