import { z } from 'zod';
import { RowId } from '../row-id.ts';
import { Details, EntryReceipt, FeatureKey, IdempotencyKey, ModelName, Quantity } from './schema.ts';

const MAX_SPENDS_PER_CALL = 500;
const MAX_QUOTE_SECONDS = 86_400;

/** One use of a feature. A price by quantity needs the quantity; a flat one looks at neither, and both are kept. */
export const QuoteSpendInput = z.strictObject({
  featureKey: FeatureKey,
  quantity: Quantity.optional(),
  model: ModelName.optional(),
});
export type Use = z.infer<typeof QuoteSpendInput>;

/** What a signed-in user may ask: the account is their own, the price is the catalogue's. */
export const SpendCreditsInput = QuoteSpendInput.extend({
  idempotencyKey: IdempotencyKey,
  /** A promise of `quoteSpend` for the same use, which then decides the cost. */
  quoteId: z.uuid('This is not the id of a quote.').optional(),
  details: Details.optional(),
});
export type SpendCreditsInput = z.infer<typeof SpendCreditsInput>;

export const SpendCreditsRequest = SpendCreditsInput.extend({ userId: RowId });
export type SpendCreditsRequest = z.infer<typeof SpendCreditsRequest>;

export const QuoteSpendRequest = QuoteSpendInput.extend({
  userId: RowId,
  /** How long the promise holds; 10 minutes unless told. */
  ttlSeconds: z.int().min(1).max(MAX_QUOTE_SECONDS).optional(),
});
export type QuoteSpendRequest = z.infer<typeof QuoteSpendRequest>;

export const SpendQuote = z.object({
  quoteId: z.string(),
  costCredits: z.int(),
  priceVersionId: z.string(),
  /** The spend must name the quote before this instant. */
  expiresAt: z.date(),
});
export type SpendQuote = z.infer<typeof SpendQuote>;

function listOf<Spend extends z.ZodType>(spend: Spend) {
  return z.array(spend).min(1).max(MAX_SPENDS_PER_CALL, `At most ${MAX_SPENDS_PER_CALL} spends in one call.`);
}

export const SpendManyInput = z.strictObject({
  spends: listOf(SpendCreditsInput),
  /** Charge all of them in one transaction, or none. */
  allOrNothing: z.boolean().optional(),
});

export const SpendManyRequest = SpendManyInput.extend({
  /** Whose account the spends charge that name none. */
  userId: RowId.optional(),
  spends: listOf(SpendCreditsInput.extend({ userId: RowId.optional() })),
});
export type SpendManyRequest = z.infer<typeof SpendManyRequest>;

/** A domain error as data: its code and details, as under `error.data.domain`, and its sentence. */
const Refusal = z.looseObject({ code: z.string(), message: z.string() });
export type Refusal = z.infer<typeof Refusal>;

export const SpendOutcome = z.discriminatedUnion('ok', [
  EntryReceipt.extend({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: Refusal }),
]);
export type SpendOutcome = z.infer<typeof SpendOutcome>;

export const SpendManyResult = z.object({
  /** One for each spend, in the order given; empty when the call as a whole was refused. */
  outcomes: z.array(SpendOutcome),
  /** Why all-or-nothing charged nothing: the first spend that would have been refused. */
  refused: z.object({ index: z.int(), idempotencyKey: z.string(), error: Refusal }).nullable(),
});
export type SpendManyResult = z.infer<typeof SpendManyResult>;
