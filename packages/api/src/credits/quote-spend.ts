import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { getPriceBook } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import { priceUse } from './price-spend.ts';
import { newId } from './receipt.ts';
import { findBalance, insertQuote } from './repository.ts';
import { QuoteSpendRequest, type SpendQuote } from './spend-schema.ts';

const QUOTE_SECONDS = 600;

/**
 * Tells what a use would cost, and promises it: until it expires, `spendCredits` with this `quoteId` and the same use
 * charges exactly that, however the price changes. Sets no credits aside, so the spend may still be refused as
 * insufficient. Several spends may name one quote.
 *
 * @throws NOT_FOUND (no such user, or not yours), UNKNOWN_FEATURE, UNKNOWN_MODEL, INVALID_INPUT.
 */
export async function quoteSpend(ctx: ServiceContext, input: QuoteSpendRequest): Promise<SpendQuote> {
  requireAccount(ctx, input.userId, 'quote');
  const { ttlSeconds = QUOTE_SECONDS, ...request } = parseInput(QuoteSpendRequest, input);
  const [book, balance] = await Promise.all([getPriceBook(ctx), findBalance(ctx.db, request.userId)]);
  if (!balance) throw notFound('user');
  const { costCredits, priceVersionId } = priceUse(book, request);
  const createdAt = ctx.now();
  const quote = {
    costCredits,
    priceVersionId,
    expiresAt: new Date(createdAt.getTime() + ttlSeconds * 1000),
  };
  const id = newId(createdAt);
  await insertQuote(ctx.db, {
    ...quote,
    id,
    userId: request.userId,
    featureKey: request.featureKey,
    quantity: request.quantity ?? null,
    model: request.model ?? null,
    createdAt,
  });
  return { quoteId: id, ...quote };
}
