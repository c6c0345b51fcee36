import { z } from 'zod';
import { InstantText } from '../instants.ts';
import { PageDirection, PageLimit } from '../pagination.ts';
import { RowId } from '../row-id.ts';

/** The largest balance and the largest change: PostgreSQL's INTEGER. */
export const MAX_CREDITS = 2_147_483_647;
/** Keys that Scrip itself makes, such as those of expiries and renewals: nobody else may take one first. */
export const SYSTEM_KEY_PREFIX = 'scrip:';
const MAX_DETAILS_BYTES = 16_384;
const MAX_DETAILS_DEPTH = 8;
const DEFAULT_GRACE_SECONDS = 86_400;
const MAX_GRACE_SECONDS = 366 * 86_400;

export const entryKinds = ['SPEND', 'REFUND', 'GRANT', 'EXPIRY', 'ADJUSTMENT'] as const;
export const EntryKind = z.enum(entryKinds);
export type EntryKind = z.infer<typeof EntryKind>;

export const operationTypes = [
  'PROJECT_CREATION',
  'PRD_GENERATION',
  'SCHEMA_GENERATION',
  'FLOWCHART_GENERATION',
  'TASK_GENERATION',
  'PLAN_GENERATION',
  'ADMIN_ADJUSTMENT',
  'WORKSPACE_BLUEPRINT',
  'FEATURE_SEGMENTATION',
  'AI_TEXT_CHAT',
  'AI_IMAGE_GENERATION',
  'CREDIT_GRANT',
  'CREDIT_EXPIRY',
  'CUSTOM',
] as const;
export const OperationType = z.enum(operationTypes);
export type OperationType = z.infer<typeof OperationType>;

const grantSources = ['SIGN_UP', 'PLAN', 'PURCHASE', 'PROMOTION', 'ADMIN'] as const;
export const GrantSource = z.enum(grantSources);

export const IdempotencyKey = z
  .string()
  .min(1, 'An idempotency key must not be empty.')
  .max(255, 'An idempotency key has at most 255 characters.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'An idempotency key must not contain control characters.');

/** A positive, whole number of credits. */
export const AmountCredits = z
  .int('Credits are whole numbers.')
  .min(1, 'The amount must be at least 1 credit.')
  .max(MAX_CREDITS, `The amount must be at most ${MAX_CREDITS} credits.`);

/** Looks no deeper than asked, so that no input is too deep to be looked at. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}

/** PostgreSQL's JSON stores neither the character U+0000 nor half a surrogate pair, in values or in names. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !/[\0\p{Cs}]/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, child]) => isStorable(name) && isStorable(child));
}

/** Free JSON that the caller keeps with an entry. */
export const Details = z
  // Typed as the JSON that the second step makes sure of: that step recurses, so it comes after the look at the depth.
  .record(z.string(), z.unknown() as z.ZodType<z.core.util.JSONType, z.core.util.JSONType>)
  .refine((details) => !isDeeperThan(details, MAX_DETAILS_DEPTH), {
    message: `Details may be nested at most ${MAX_DETAILS_DEPTH} levels deep.`,
    abort: true,
  })
  .pipe(
    z
      .record(z.string(), z.json())
      .refine(
        (details) => new TextEncoder().encode(JSON.stringify(details)).byteLength <= MAX_DETAILS_BYTES,
        { message: `Details may take at most ${MAX_DETAILS_BYTES} bytes of JSON.`, abort: true },
      )
      .refine(isStorable, 'Details must not contain U+0000 or half a surrogate pair.'),
  );
export type Details = z.infer<typeof Details>;

export const FeatureKey = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'A feature key must not contain control characters.');

/** Units of use, such as tokens, images or seconds. */
export const Quantity = z
  .int('A quantity is a whole number of units.')
  .min(1, 'A quantity is at least 1 unit.')
  .max(MAX_CREDITS, `A quantity is at most ${MAX_CREDITS} units.`);

export const ModelName = z
  .string()
  .min(1, 'A model name must not be empty.')
  .max(100, 'A model name has at most 100 characters.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'A model name must not contain control characters.');

export const RefundSpendRequest = z.strictObject({
  userId: RowId,
  spendId: RowId,
  idempotencyKey: IdempotencyKey,
  /** Without it: all that is left of the spend. */
  amountCredits: AmountCredits.optional(),
  /** How long the share of a grant that has ended stays spendable; a day unless told. */
  graceSeconds: z.int().min(1).max(MAX_GRACE_SECONDS).default(DEFAULT_GRACE_SECONDS),
  details: Details.optional(),
});
export type RefundSpendRequest = z.input<typeof RefundSpendRequest>;

/** Why an admin changes something; kept in the audit log. */
export const Reason = z
  .string()
  .trim()
  .min(3, 'Give a reason of at least 3 characters.')
  .max(500, 'A reason has at most 500 characters.')
  .regex(/^[^\0\p{Cs}]*$/u, 'A reason must not contain U+0000 or half a surrogate pair.');

const adjustment = { userId: RowId, reason: Reason, idempotencyKey: IdempotencyKey };

export const AdjustBalanceInput = z.discriminatedUnion('mode', [
  z.strictObject({
    ...adjustment,
    mode: z.literal('delta'),
    deltaCredits: z
      .int('Credits are whole numbers.')
      .min(-MAX_CREDITS, `The change must be at least -${MAX_CREDITS} credits.`)
      .max(MAX_CREDITS, `The change must be at most ${MAX_CREDITS} credits.`)
      .refine((delta) => delta !== 0, 'A change of 0 credits changes nothing.'),
  }),
  z.strictObject({
    ...adjustment,
    mode: z.literal('absolute'),
    /** What is to be spendable afterwards. */
    creditsRemaining: z.int('Credits are whole numbers.').min(0).max(MAX_CREDITS),
    /** The spendable balance that the admin saw; the adjustment is refused if it has changed. */
    expectedCreditsRemaining: z.int().optional(),
  }),
]);
export type AdjustBalanceInput = z.infer<typeof AdjustBalanceInput>;

/** A number of credits, whichever way they went. */
const FilterCredits = z.int('Credits are whole numbers.').min(0).max(MAX_CREDITS).optional();

export const EntryFilter = z.strictObject({
  kinds: z.array(EntryKind).max(entryKinds.length).optional(),
  featureKeys: z.array(FeatureKey).max(50).optional(),
  operationTypes: z.array(OperationType).max(operationTypes.length).optional(),
  models: z.array(ModelName).max(50).optional(),
  apiKeyIds: z.array(RowId).max(50).optional(),
  minCredits: FilterCredits,
  maxCredits: FilterCredits,
  /** Part of the details, names and values; upper and lower case are the same. */
  text: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\0\p{Cs}]*$/u, 'The text must not contain U+0000 or half a surrogate pair.')
    .optional(),
  idempotencyKey: IdempotencyKey.optional(),
  /** Inclusive. */
  from: InstantText.optional(),
  /** Exclusive. */
  to: InstantText.optional(),
});
export type EntryFilter = z.infer<typeof EntryFilter>;

export const HistoryInput = EntryFilter.extend({
  cursor: z.string().max(200).nullish(),
  limit: PageLimit,
  /** Forward is older, backward newer than the cursor. */
  direction: z.enum(['forward', 'backward']).optional(),
});
export type HistoryInput = z.infer<typeof HistoryInput>;

/** One row of the ledger, as the outside sees it. */
export const Entry = z.object({
  id: z.string(),
  userId: z.string(),
  kind: EntryKind,
  operationType: OperationType,
  featureKey: z.string().nullable(),
  /** Positive when credits left, negative when they came back. */
  creditsUsed: z.int(),
  seq: z.int(),
  /** Remaining plus held after this entry. */
  balanceAfter: z.int(),
  refundOfId: z.string().nullable(),
  /** The hold that a spend captured. */
  holdId: z.string().nullable(),
  /** The grant whose credits an expiry or a void removed. */
  grantId: z.string().nullable(),
  /** The version of the price that a spend was charged at. */
  priceVersionId: z.string().nullable(),
  /** What a spend named, whether its price looked at it or not. */
  quantity: z.int().nullable(),
  model: z.string().nullable(),
  actorId: z.string().nullable(),
  /** The API key that it was asked with. */
  apiKeyId: z.string().nullable(),
  idempotencyKey: z.string(),
  details: Details.nullable(),
  timestamp: z.date(),
});
export type Entry = z.infer<typeof Entry>;

/** The answer of every verb that changes a balance. `replayed`: the key had been used for this very request. */
export const EntryReceipt = z.object({ entry: Entry, replayed: z.boolean() });
export type EntryReceipt = z.infer<typeof EntryReceipt>;

export const EntryPage = z.object({
  items: z.array(Entry),
  /** For older entries; null where there are none. */
  nextCursor: z.string().nullable(),
  /** For newer entries, also those that are not written yet; null while there is no entry at all. */
  previousCursor: z.string().nullable(),
});

/** One row of the ledgers of all users, and whose it is. */
const EntryOfAll = Entry.extend({
  user: z.object({ name: z.string().nullable(), email: z.string().nullable() }),
});
export type EntryOfAll = z.infer<typeof EntryOfAll>;

export const HistoryOfAllInput = HistoryInput.extend({
  cursor: z.string().max(400).nullish(),
  direction: PageDirection,
});
export type HistoryOfAllInput = z.infer<typeof HistoryOfAllInput>;

export const EntryOfAllPage = z.object({ items: z.array(EntryOfAll), nextCursor: z.string().nullable() });
export type EntryOfAllPage = z.infer<typeof EntryOfAllPage>;

/** Exact up to a thousand; `isMore` beyond. */
export const EntryCount = z.object({ count: z.int(), isMore: z.boolean() });
export type EntryCount = z.infer<typeof EntryCount>;

/** An entry with the entries it belongs to. */
export const EntryWithLinks = Entry.extend({ refundOf: Entry.nullable(), refunds: z.array(Entry) });
export type EntryWithLinks = z.infer<typeof EntryWithLinks>;

export const Balance = z.object({
  creditsRemaining: z.int(),
  creditsHeld: z.int(),
  /** seq of the newest entry: two equal values mean the same balance. */
  lastSeq: z.int(),
});
export type Balance = z.infer<typeof Balance>;

const GrantRemainder = z.object({
  id: z.string(),
  source: GrantSource,
  amountCredits: z.int(),
  remainingCredits: z.int(),
  startsAt: z.date(),
  expiresAt: z.date().nullable(),
});

export const AccountSummary = Balance.extend({
  plan: z.object({ id: z.string(), name: z.string(), credits: z.int() }).nullable(),
  /** The balance counts as low at or below this. */
  lowThreshold: z.int(),
  isLow: z.boolean(),
  /** Granted since the first of this month, UTC. */
  grantedThisPeriod: z.int(),
  /** Grants with credits left, in the order in which they burn. */
  grants: z.array(GrantRemainder),
});
export type AccountSummary = z.infer<typeof AccountSummary>;
