import { withTransaction } from '@scrip/database';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { type FeatureRow, lockFeature, lockSettings, type SettingsRow } from './repository.ts';

/** The feature as it is and stays, with the settings, if it is the version that the admin saw. */
export type LockedFeature = { feature: FeatureRow; settings: SettingsRow };

/**
 * Runs one change of a feature or its prices in a transaction, after every other change of prices.
 *
 * @throws OUT_OF_DATE when the feature was changed since, NOT_FOUND, FORBIDDEN to non-admins.
 */
export async function changeFeature<T>(
  ctx: ServiceContext,
  { key, version }: { key: string; version: number | null },
  change: (ctx: ServiceContext, locked: LockedFeature) => Promise<T>,
): Promise<T> {
  requireAdmin(ctx);
  return withTransaction(ctx.db, async (tx) => {
    const settings = await lockSettings(tx, ctx.now());
    const feature = await lockFeature(tx, key);
    if (!feature) throw notFound('feature');
    if (version !== null && feature.version !== version) {
      const message = `“${feature.name}” was changed meanwhile. Look at it again before you change it.`;
      throw new DomainError('OUT_OF_DATE', message, { current: String(feature.version) });
    }
    return change({ ...ctx, db: tx }, { feature, settings });
  });
}
