import { z } from 'zod';
import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { getPriceBook } from '../settings/service.ts';
import { findLimits } from './limits-repository.ts';
import { priceUse } from './price-spend.ts';
import { findBalance } from './repository.ts';
import { settleIfDue } from './service.ts';
import { findReachedCap } from './spend-caps.ts';
import type { Use } from './spend-schema.ts';

export const SpendCheck = z.object({
  canAfford: z.boolean(),
  costCredits: z.int(),
  /** What can be spent, the overdraft included. */
  availableCredits: z.int(),
});
export type SpendCheck = z.infer<typeof SpendCheck>;

/**
 * Whether an account could pay a use now: by its credits, its overdraft and its caps. A moment later the answer may be
 * another; only a spend or a hold decides.
 *
 * @throws NOT_FOUND (no such user, or not yours), UNKNOWN_FEATURE, UNKNOWN_MODEL, INVALID_INPUT.
 */
export async function checkSpend(
  ctx: ServiceContext,
  { userId, ...use }: Use & { userId: string },
): Promise<SpendCheck> {
  requireAccount(ctx, userId, 'check');
  const at = ctx.now();
  await settleIfDue(ctx, userId, at);
  const [book, balance, limits] = await Promise.all([
    getPriceBook(ctx),
    findBalance(ctx.db, userId),
    findLimits(ctx.db, userId),
  ]);
  if (!balance || !limits) throw notFound('user');
  const { costCredits } = priceUse(book, use);
  const availableCredits = Math.max(0, balance.creditsRemaining + limits.overdraftCredits);
  const cap = findReachedCap(limits.spendCaps, { featureKey: use.featureKey, credits: costCredits, at });
  return { canAfford: costCredits <= availableCredits && !cap, costCredits, availableCredits };
}
