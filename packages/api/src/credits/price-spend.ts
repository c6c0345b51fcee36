import type { OperationType } from '@scrip/database';
import type { ServiceContext } from '../context.ts';
import { DomainError, invalidInput, notFound } from '../errors.ts';
import { computeCost } from '../settings/price.ts';
import { getFeaturePrice, type PriceBook } from '../settings/price-book.ts';
import { findQuote } from './repository.ts';
import type { Use } from './spend-schema.ts';

export type SpendPrice = { costCredits: number; operationType: OperationType; priceVersionId: string };

/** What a use costs now. @throws UNKNOWN_FEATURE, UNKNOWN_MODEL, INVALID_INPUT naming the quantity. */
export function priceUse(book: PriceBook, use: Use): SpendPrice {
  const { price, operationType, priceVersionId } = getFeaturePrice(book, use.featureKey);
  return { costCredits: computeCost(price, use), operationType, priceVersionId };
}

/**
 * What a quote promised for this use, whatever the price is now. A feature that is no longer for sale is not sold at a
 * quoted price either.
 *
 * @throws NOT_FOUND (no such quote, or another user's), QUOTE_EXPIRED, INVALID_INPUT naming where the use differs from
 * the quoted one, UNKNOWN_FEATURE.
 */
export async function redeemQuote(
  ctx: ServiceContext,
  book: PriceBook,
  request: Use & { userId: string },
  quoteId: string,
): Promise<SpendPrice> {
  const quote = await findQuote(ctx.db, request.userId, quoteId);
  if (!quote) throw notFound('quote');
  for (const field of ['featureKey', 'quantity', 'model'] as const) {
    const asked = request[field] ?? null;
    if (asked === quote[field]) continue;
    throw invalidInput(field, `The quote is for ${quote[field] ?? 'none'}, not for ${asked ?? 'none'}.`);
  }
  if (quote.expiresAt <= ctx.now()) {
    const expiresAt = quote.expiresAt.toISOString();
    throw new DomainError('QUOTE_EXPIRED', `This quote expired at ${expiresAt}. Ask for a new one.`, {
      expiresAt,
    });
  }
  const { operationType } = getFeaturePrice(book, request.featureKey);
  return { costCredits: quote.costCredits, operationType, priceVersionId: quote.priceVersionId };
}
