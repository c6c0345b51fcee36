import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { getFeaturePrice } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import { spendRule } from './entry-rules.ts';
import { writeEntry } from './entry-statement.ts';
import { draftEntry, findReplay, insufficientCredits, toEntry, unreachable } from './receipt.ts';
import { type EntryReceipt, SpendCreditsRequest } from './schema.ts';

/**
 * Charges one feature at its current price. Decided by the balance row under lock: concurrent calls never overdraw.
 * The same key again answers with the original entry, also when the price has changed or the credits are gone.
 *
 * @throws INSUFFICIENT_CREDITS with `{ required, available }`, UNKNOWN_FEATURE, ACCOUNT_INACTIVE, NOT_FOUND (no such
 * user, or not yours), CONFLICT (key used for another request), INVALID_INPUT. All leave nothing behind.
 */
export async function spendCredits(ctx: ServiceContext, input: SpendCreditsRequest): Promise<EntryReceipt> {
  requireAccount(ctx, input.userId);
  const request = parseInput(SpendCreditsRequest, input);
  const { featureKey, details } = request;
  const draft = draftEntry(ctx, request, { verb: 'spend', featureKey, details });
  const price = await findPriceOrReplay();
  if ('replayed' in price) return price;

  const rule = spendRule({ costCredits: price.costCredits, featureKey, operationType: price.operationType });
  const { locked, entry } = await writeEntry(ctx.db, draft, rule);
  if (entry) return { entry: toEntry(entry), replayed: false };

  const replay = await findReplay(ctx, draft);
  if (replay) return replay;
  if (!locked) throw notFound('user');
  if (!locked.isActive) throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
  if (locked.creditsRemaining < price.costCredits) {
    throw insufficientCredits(price.costCredits, Math.max(0, locked.creditsRemaining));
  }
  throw unreachable(draft);

  /** A retry must get its original answer even if the feature has been archived since. */
  async function findPriceOrReplay() {
    try {
      return await getFeaturePrice(ctx, featureKey);
    } catch (error) {
      const replay = await findReplay(ctx, draft);
      if (replay) return replay;
      throw error;
    }
  }
}
