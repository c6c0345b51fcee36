import type { Db } from '@scrip/database';
import { canonicalJson } from '../canonical-json.ts';
import { defaultCosts } from './feature-catalogue.ts';
import { priceInForce } from './price-book.ts';
import { followVersion } from './price-versions.ts';
import {
  type FeatureCosts,
  findNewestVersion,
  insertPriceVersions,
  type SettingsRow,
  updateFeatureCosts,
  updateFeatureRow,
} from './repository.ts';
import type { Price } from './schema.ts';

export type PriceChange = {
  featureKey: string;
  /** Null: what the code says. */
  price: Price | null;
  reason: string;
  createdById: string | null;
  /** From when on it is in force; not after `at`. */
  effectiveFrom: Date;
  at: Date;
};

export function costsOf({ featureCosts }: Pick<SettingsRow, 'featureCosts'>): FeatureCosts {
  const isObject = typeof featureCosts === 'object' && featureCosts !== null && !Array.isArray(featureCosts);
  // It was read from a JSON column.
  return isObject ? ({ ...featureCosts } as FeatureCosts) : {};
}

/**
 * Puts a price into the stored costs and records its version, while the caller holds the lock on the settings. A flat
 * price is stored as the plain number that it always was. Answers the costs as they are then.
 */
export async function writePrice(tx: Db, costs: FeatureCosts, change: PriceChange): Promise<FeatureCosts> {
  const { featureKey, price, reason, createdById, effectiveFrom, at } = change;
  const { [featureKey]: _, ...next } = costs;
  if (price) next[featureKey] = 'flat' in price ? price.flat : toJson(price);
  await updateFeatureCosts(tx, next, at);
  await updateFeatureRow(tx, featureKey, { updatedAt: at });
  const before = await findNewestVersion(tx, featureKey);
  const now = priceInForce(featureKey, next, defaultCosts)?.price ?? null;
  const isNew = canonicalJson(before?.price ?? null) !== canonicalJson(now);
  if (isNew) {
    const version = followVersion(before, { featureKey, price: now }, effectiveFrom);
    await insertPriceVersions(tx, [{ ...version, reason, createdById }], at);
  }
  return next;
}

function toJson(price: Price): NonNullable<FeatureCosts[string]> {
  // Drops optional fields that are undefined, which no JSON has.
  return JSON.parse(JSON.stringify(price));
}
