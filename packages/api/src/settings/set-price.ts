import { recordAudit } from '../audit/service.ts';
import { actorIdOf, requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { invalidInput, notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { changeFeature, type LockedFeature } from './change-feature.ts';
import { defaultCosts } from './feature-catalogue.ts';
import { type AdminFeature, CancelPriceInput, SetPriceInput } from './feature-schema.ts';
import { getFeature } from './list-features.ts';
import { priceInForce } from './price-book.ts';
import { updateFeatureRow } from './repository.ts';
import {
  findPendingPrice,
  hasPendingPriceAt,
  insertScheduledPrice,
  markCancelled,
} from './scheduled-repository.ts';
import { loadPriceBook } from './service.ts';
import { costsOf, writePrice } from './write-price.ts';

/**
 * Changes what a feature costs, at once or at an instant to come: every process charges the new price within a second of
 * it, also one that starts only then. The version that entries name tells who changed it, when and why. Audited.
 *
 * @throws OUT_OF_DATE when the feature or its prices were changed since the admin looked, INVALID_INPUT (also for an
 * instant in the past, or one that has a price planned), NOT_FOUND, FORBIDDEN to non-admins.
 */
export async function setPrice(ctx: ServiceContext, input: SetPriceInput): Promise<AdminFeature> {
  requireAdmin(ctx);
  const change = parseInput(SetPriceInput, input);
  const at = ctx.now();
  const effectiveFrom = change.effectiveFrom ?? at;
  if (effectiveFrom < at) throw invalidInput('effectiveFrom', 'A price cannot take effect in the past.');
  // What was due before this change takes effect before it, and counts as one that the admin may not have seen.
  await loadPriceBook(ctx.db, at);
  const { key, version } = change;
  return changeFeature(ctx, { key, version }, async (tx, locked) => {
    if (effectiveFrom > at) await planPrice(tx, { ...change, effectiveFrom });
    else await changePriceNow(tx, locked, change);
    return getFeature(tx, key);
  });
}

type Change = ReturnType<typeof SetPriceInput.parse>;

async function changePriceNow(
  ctx: ServiceContext,
  { settings }: LockedFeature,
  change: Change,
): Promise<void> {
  const { key, price, reason } = change;
  const at = ctx.now();
  const costs = costsOf(settings);
  const before = priceInForce(key, costs, defaultCosts);
  const written = { featureKey: key, price, reason, createdById: actorIdOf(ctx), effectiveFrom: at, at };
  const next = await writePrice(ctx.db, costs, written);
  const after = priceInForce(key, next, defaultCosts);
  await recordAudit(ctx, {
    action: 'features.setPrice',
    targetType: 'feature',
    targetId: key,
    reason,
    before: toJson(before),
    after: toJson(after),
  });
}

async function planPrice(ctx: ServiceContext, change: Change & { effectiveFrom: Date }): Promise<void> {
  const { key: featureKey, price, reason, effectiveFrom } = change;
  if (await hasPendingPriceAt(ctx.db, featureKey, effectiveFrom)) {
    throw invalidInput('effectiveFrom', 'A price is planned for this instant already. Cancel it first.');
  }
  const createdAt = ctx.now();
  const { id } = await insertScheduledPrice(ctx.db, {
    featureKey,
    // Drops optional fields that are undefined, which no JSON has.
    price: price && JSON.parse(JSON.stringify(price)),
    reason,
    createdById: actorIdOf(ctx),
    effectiveFrom,
    createdAt,
  });
  await updateFeatureRow(ctx.db, featureKey, { updatedAt: createdAt });
  await recordAudit(ctx, {
    action: 'features.schedulePrice',
    targetType: 'feature',
    targetId: featureKey,
    reason,
    after: { ...toJson({ price }), effectiveFrom: effectiveFrom.toISOString(), scheduledPriceId: id },
  });
}

/** @throws NOT_FOUND (no such price, or it has taken effect, or is cancelled), INVALID_INPUT, FORBIDDEN to non-admins. */
export async function cancelScheduledPrice(
  ctx: ServiceContext,
  input: CancelPriceInput,
): Promise<AdminFeature> {
  requireAdmin(ctx);
  const { id, reason } = parseInput(CancelPriceInput, input);
  await loadPriceBook(ctx.db, ctx.now());
  const planned = await findPendingPrice(ctx.db, id);
  if (!planned) throw notFound('scheduled price');
  return changeFeature(ctx, { key: planned.featureKey, version: null }, async (tx) => {
    // Whoever waited for the lock may have been overtaken.
    if (!(await findPendingPrice(tx.db, id))) throw notFound('scheduled price');
    await markCancelled(tx.db, id, tx.now());
    await updateFeatureRow(tx.db, planned.featureKey, { updatedAt: tx.now() });
    const { price, effectiveFrom } = planned;
    await recordAudit(tx, {
      action: 'features.cancelScheduledPrice',
      targetType: 'feature',
      targetId: planned.featureKey,
      reason,
      before: { ...toJson({ price }), effectiveFrom: effectiveFrom.toISOString(), scheduledPriceId: id },
    });
    return getFeature(tx, planned.featureKey);
  });
}

function toJson(value: object | null) {
  return value === null ? { price: null } : JSON.parse(JSON.stringify(value));
}
