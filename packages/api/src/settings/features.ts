import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { actorIdOf, requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { changeFeature } from './change-feature.ts';
import {
  type AdminFeature,
  ArchiveFeatureInput,
  CreateFeatureInput,
  UpdateFeatureInput,
} from './feature-schema.ts';
import { getFeature } from './list-features.ts';
import {
  type FeatureRow,
  findFeature,
  insertFeatureOnce,
  lockSettings,
  updateFeatureRow,
} from './repository.ts';
import { costsOf, writePrice } from './write-price.ts';

/**
 * Adds a feature to the catalogue, with its first price if one is given. Every process sells it within a second. Audited.
 *
 * @throws ALREADY_EXISTS when the key is taken, also by an archived feature: entries name it. INVALID_INPUT, FORBIDDEN to
 * non-admins.
 */
export async function createFeature(ctx: ServiceContext, input: CreateFeatureInput): Promise<AdminFeature> {
  requireAdmin(ctx);
  const { price, reason, ...fields } = parseInput(CreateFeatureInput, input);
  const at = ctx.now();
  return withTransaction(ctx.db, async (tx) => {
    const txCtx = { ...ctx, db: tx };
    const settings = await lockSettings(tx, at);
    const row = await insertFeatureOnce(tx, { ...fields, createdAt: at, updatedAt: at });
    if (!row) throw await keyTaken(txCtx, fields.key);
    if (price) {
      const change = { featureKey: row.key, price, createdById: actorIdOf(ctx), effectiveFrom: at, at };
      await writePrice(tx, costsOf(settings), { ...change, reason: reason ?? 'The first price.' });
    }
    const after = { ...contentOf(row), price };
    await recordAudit(txCtx, {
      action: 'features.create',
      targetType: 'feature',
      targetId: row.key,
      reason,
      after,
    });
    return getFeature(txCtx, row.key);
  });
}

async function keyTaken(ctx: ServiceContext, key: string): Promise<DomainError> {
  const owner = await findFeature(ctx.db, key);
  const state = owner?.active === false ? 'archived feature' : 'feature';
  const message = `The ${state} “${owner?.name ?? key}” has the key ${key} already.`;
  return new DomainError('ALREADY_EXISTS', message, { field: 'key', id: key });
}

/**
 * Replaces everything of a feature that people enter; its key and prices stay. Audited with what changed; what changes
 * nothing leaves no trace.
 *
 * @throws OUT_OF_DATE when the feature is not the version that the change is based on, NOT_FOUND, INVALID_INPUT, FORBIDDEN
 * to non-admins.
 */
export async function updateFeature(ctx: ServiceContext, input: UpdateFeatureInput): Promise<AdminFeature> {
  const { key, version, reason, ...next } = parseInput(UpdateFeatureInput, input);
  return changeFeature(ctx, { key, version }, (tx, { feature }) =>
    applyChange(tx, feature, { next, action: 'features.update', reason }),
  );
}

/** Takes a feature off sale; its key stays taken and its prices are kept. As `updateFeature` in everything else. */
export function archiveFeature(ctx: ServiceContext, input: ArchiveFeatureInput): Promise<AdminFeature> {
  return setOnSale(ctx, input, false);
}

/** Sells an archived feature again, at the price that it has. As `updateFeature` in everything else. */
export function restoreFeature(ctx: ServiceContext, input: ArchiveFeatureInput): Promise<AdminFeature> {
  return setOnSale(ctx, input, true);
}

async function setOnSale(
  ctx: ServiceContext,
  input: ArchiveFeatureInput,
  active: boolean,
): Promise<AdminFeature> {
  const { key, version, reason } = parseInput(ArchiveFeatureInput, input);
  const action = active ? 'features.restore' : 'features.archive';
  return changeFeature(ctx, { key, version }, (tx, { feature }) =>
    applyChange(tx, feature, { next: { active }, action, reason }),
  );
}

type Content = ReturnType<typeof contentOf>;

function contentOf({
  id: _id,
  version: _version,
  createdAt: _created,
  updatedAt: _updated,
  ...content
}: FeatureRow) {
  return content;
}

async function applyChange(
  ctx: ServiceContext,
  feature: FeatureRow,
  { next, action, reason }: { next: Partial<Content>; action: string; reason: string | undefined },
): Promise<AdminFeature> {
  const before = contentOf(feature);
  const names = Object.keys(next).filter(
    (name) => JSON.stringify(Reflect.get(before, name)) !== JSON.stringify(Reflect.get(next, name)),
  );
  if (names.length > 0) {
    const pick = (from: object) => Object.fromEntries(names.map((name) => [name, Reflect.get(from, name)]));
    await updateFeatureRow(ctx.db, feature.key, { ...pick(next), updatedAt: ctx.now() });
    await recordAudit(ctx, {
      action,
      targetType: 'feature',
      targetId: feature.key,
      reason,
      before: pick(before),
      after: pick(next),
    });
  }
  return getFeature(ctx, feature.key);
}
