import { z } from 'zod';
import { PageDirection, PageLimit } from '../pagination.ts';
import { RowId } from '../row-id.ts';
import {
  AmountCredits,
  Details,
  FeatureKey,
  IdempotencyKey,
  MAX_CREDITS,
  ModelName,
  OperationType,
  Quantity,
} from './schema.ts';

const MAX_HOLD_SECONDS = 7 * 86_400;
const DEFAULT_HOLD_SECONDS = 600;
const TtlSeconds = z
  .int('The time to live is a whole number of seconds.')
  .min(1, 'The time to live is at least 1 second.')
  .max(MAX_HOLD_SECONDS, `The time to live is at most ${MAX_HOLD_SECONDS} seconds.`);

export const HoldCreditsRequest = z.strictObject({
  userId: RowId,
  featureKey: FeatureKey,
  /** With a price by quantity: how much is set aside for. */
  quantity: Quantity.optional(),
  model: ModelName.optional(),
  /** Instead of what the price asks for. */
  amountCredits: AmountCredits.optional(),
  /** When the hold ends by itself; 10 minutes unless told. */
  ttlSeconds: TtlSeconds.default(DEFAULT_HOLD_SECONDS),
  idempotencyKey: IdempotencyKey,
  details: Details.optional(),
});
export type HoldCreditsRequest = z.input<typeof HoldCreditsRequest>;

export const CaptureHoldRequest = z
  .strictObject({
    userId: RowId,
    holdId: RowId,
    idempotencyKey: IdempotencyKey,
    /** What was used, charged at the price that the hold was made at. */
    quantity: Quantity.optional(),
    model: ModelName.optional(),
    /** Instead of what the price asks for; without it and without a quantity, all that is held. */
    amountCredits: z.int('Credits are whole numbers.').min(0).max(MAX_CREDITS).optional(),
    details: Details.optional(),
  })
  .refine(({ quantity, amountCredits }) => quantity === undefined || amountCredits === undefined, {
    path: ['amountCredits'],
    message: 'Give a quantity or an amount, not both.',
  });
export type CaptureHoldRequest = z.infer<typeof CaptureHoldRequest>;

export const ReleaseHoldRequest = z.strictObject({
  userId: RowId,
  holdId: RowId,
  idempotencyKey: IdempotencyKey,
});
export type ReleaseHoldRequest = z.infer<typeof ReleaseHoldRequest>;

export const ExtendHoldRequest = ReleaseHoldRequest.extend({
  /** From now. A hold never ends earlier than it would have. */
  ttlSeconds: TtlSeconds,
});
export type ExtendHoldRequest = z.infer<typeof ExtendHoldRequest>;

const HoldStatus = z.enum(['OPEN', 'CAPTURED', 'RELEASED', 'EXPIRED']);

/** Credits set aside for work under way. */
export const Hold = z.object({
  id: z.string(),
  userId: z.string(),
  featureKey: z.string(),
  operationType: OperationType,
  priceVersionId: z.string().nullable(),
  quantity: z.int().nullable(),
  model: z.string().nullable(),
  amountCredits: z.int(),
  capturedCredits: z.int(),
  status: HoldStatus,
  actorId: z.string().nullable(),
  /** With which API key it was made; answers of before keys were kept have none. */
  apiKeyId: z.string().nullable().default(null),
  details: Details.nullable(),
  expiresAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
  createdAt: z.coerce.date(),
});
export type Hold = z.infer<typeof Hold>;

export const HoldReceipt = z.object({ hold: Hold, replayed: z.boolean() });
export type HoldReceipt = z.infer<typeof HoldReceipt>;

export const HoldsInput = z.strictObject({
  /** Only these, as of now: an open hold whose time is over has expired. */
  status: HoldStatus.optional(),
  cursor: z.string().max(200).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type HoldsInput = z.infer<typeof HoldsInput>;

export const HoldPage = z.object({ items: z.array(Hold), nextCursor: z.string().nullable() });
