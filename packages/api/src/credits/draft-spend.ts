import type { ServiceContext } from '../context.ts';
import { isDomainError } from '../errors.ts';
import type { PriceBook } from '../settings/price-book.ts';
import { priceUse, redeemQuote } from './price-spend.ts';
import { draftEntry, findReplay } from './receipt.ts';
import type { EntryReceipt } from './schema.ts';
import type { SpendCreditsRequest } from './spend-schema.ts';
import type { SpendDraft } from './spend-statement.ts';

/**
 * The spend with its cost, ready to be decided; or the original answer, which a retry must get even if the feature, its
 * price or its quote no longer allow the request.
 *
 * @throws what `priceUse` and `redeemQuote` throw, and CONFLICT.
 */
export async function draftSpend(
  ctx: ServiceContext,
  book: PriceBook,
  request: SpendCreditsRequest,
): Promise<SpendDraft | EntryReceipt> {
  const { featureKey, quantity, model, quoteId, details } = request;
  const draft = draftEntry(ctx, request, { verb: 'spend', featureKey, quantity, model, quoteId, details });
  try {
    const price = quoteId ? await redeemQuote(ctx, book, request, quoteId) : priceUse(book, request);
    return { ...draft, ...price, featureKey, quantity: quantity ?? null, model: model ?? null };
  } catch (error) {
    const replay = isDomainError(error) ? await findReplay(ctx.db, draft) : null;
    if (replay) return replay;
    throw error;
  }
}

export function isReceipt(drafted: SpendDraft | EntryReceipt): drafted is EntryReceipt {
  return 'replayed' in drafted;
}
