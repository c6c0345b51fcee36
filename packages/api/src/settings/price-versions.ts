import { v5 as uuidv5 } from 'uuid';
import { canonicalJson } from '../canonical-json.ts';
import type { EffectivePrice } from './price-book.ts';
import type { FeaturePrice, Price } from './schema.ts';

/** The newest recorded version of one feature's price. */
export type RecordedVersion = { id: string; featureKey: string; price: unknown; effectiveFrom: Date };

/** Without a price: it was taken away, and the feature is not for sale. */
export type NewPriceVersion = {
  id: string;
  featureKey: string;
  price: Price | null;
  effectiveFrom: Date;
  reason?: string;
  createdById?: string | null;
};

// Any fixed UUID would do: it keeps these ids apart from digests made elsewhere.
const namespace = 'b2a7c9de-4b0e-4f0a-9c53-5d7f0a6f1e21';

/**
 * Names every price by its newest version, or by a new one where it differs from that. The id of a new version follows
 * from the feature, the price and the version before, so processes that find the same change agree on it; a price that
 * comes back after another is a version of its own. Versions of a feature never go back in time, whatever the clocks of
 * the processes.
 */
export function planPriceVersions(
  prices: EffectivePrice[],
  newest: RecordedVersion[],
  at: Date,
): { prices: FeaturePrice[]; missing: NewPriceVersion[] } {
  const newestOf = new Map(newest.map((version) => [version.featureKey, version]));
  const missing: NewPriceVersion[] = [];
  const named = prices.map((effective) => {
    const { key: featureKey, price } = effective;
    const before = newestOf.get(featureKey);
    if (before && canonicalJson(before.price) === canonicalJson(price)) {
      return { ...effective, priceVersionId: before.id };
    }
    const version = followVersion(before, { featureKey, price }, at);
    missing.push(version);
    return { ...effective, priceVersionId: version.id };
  });
  return { prices: named, missing };
}

/** The version of a price that is in force from `at` on, after the one before. */
export function followVersion(
  before: RecordedVersion | undefined,
  { featureKey, price }: { featureKey: string; price: Price | null },
  at: Date,
): NewPriceVersion {
  const id = uuidv5(canonicalJson([featureKey, price, before?.id ?? null]), namespace);
  const earliestMs = before ? before.effectiveFrom.getTime() + 1 : at.getTime();
  return { id, featureKey, price, effectiveFrom: new Date(Math.max(at.getTime(), earliestMs)) };
}
