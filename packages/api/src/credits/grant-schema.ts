import { z } from 'zod';
import { Instant } from '../instants.ts';
import { PageDirection, PageLimit } from '../pagination.ts';
import { RowId } from '../row-id.ts';
import { AmountCredits, Details, Entry, GrantSource, IdempotencyKey, Reason } from './schema.ts';

export const DEFAULT_PRIORITY = 100;

const planParts = ['base', 'carried', 'restored', 'once'] as const;

const PlanTie = z.strictObject({ itemId: z.string().min(1), periodAt: z.date(), part: z.enum(planParts) });
export type PlanTie = z.infer<typeof PlanTie>;

export const GrantCreditsRequest = z
  .strictObject({
    userId: RowId,
    amountCredits: AmountCredits,
    source: GrantSource,
    idempotencyKey: IdempotencyKey,
    /** Lower burns first; 100 unless told. */
    priority: z.int().min(0).max(1000).default(DEFAULT_PRIORITY),
    /** When its credits arrive; now unless told. */
    startsAt: Instant.optional(),
    /** From this instant on, what is left cannot be spent; never unless told. */
    expiresAt: Instant.optional(),
    details: Details.optional(),
    /** Ties the credits to a credit period of a subscription item; for the system only. */
    plan: PlanTie.optional(),
  })
  .refine(({ startsAt, expiresAt }) => !startsAt || !expiresAt || startsAt < expiresAt, {
    path: ['expiresAt'],
    message: 'A grant expires after it starts.',
  });
export type GrantCreditsRequest = z.input<typeof GrantCreditsRequest>;

export const VoidGrantRequest = z.strictObject({
  userId: RowId,
  grantId: RowId,
  reason: Reason,
  idempotencyKey: IdempotencyKey,
});
export type VoidGrantRequest = z.infer<typeof VoidGrantRequest>;

const grantStates = ['SCHEDULED', 'ACTIVE', 'EXHAUSTED', 'EXPIRED', 'VOIDED'] as const;

/** A grant as of now. */
export const Grant = z.object({
  id: z.string(),
  /** The entry that gave its credits; null before it starts. */
  entryId: z.string().nullable(),
  /** The ended grant whose credits a refund returned here. */
  originGrantId: z.string().nullable(),
  source: GrantSource,
  priority: z.int(),
  amountCredits: z.int(),
  /** What can still be spent of it. */
  remainingCredits: z.int(),
  state: z.enum(grantStates),
  startsAt: z.coerce.date(),
  expiresAt: z.coerce.date().nullable(),
  voidedAt: z.coerce.date().nullable(),
  /** The subscription item that gave it, and the start of the credit period it is for; null for all but plan credits. */
  planItemId: z.string().nullable().default(null),
  planPeriodAt: z.coerce.date().nullable().default(null),
  planPart: z.string().nullable().default(null),
  createdAt: z.coerce.date(),
});
export type Grant = z.infer<typeof Grant>;

/** `entry` is null for a scheduled grant: nothing is owned before it starts. */
export const GrantAnswer = z.object({ grant: Grant, entry: Entry.nullable() });
export type GrantAnswer = z.infer<typeof GrantAnswer>;

export const GrantReceipt = GrantAnswer.extend({ replayed: z.boolean() });
export type GrantReceipt = z.infer<typeof GrantReceipt>;

/** A part of an entry and the grant that paid for it, or that it returned to; no grant where the overdraft stood in. */
export const Payment = z.object({
  grantId: z.string().nullable(),
  source: GrantSource.nullable(),
  /** Positive when the grant paid, negative when credits returned to it. */
  credits: z.int(),
});
export type Payment = z.infer<typeof Payment>;

/** An entry that a grant paid for, in whole or in part. */
export const PaidEntry = z.object({ entry: Entry, credits: z.int() });
export type PaidEntry = z.infer<typeof PaidEntry>;

export const PaidCursor = z.tuple([z.int()]);

export const PaidEntriesInput = z.strictObject({
  grantId: RowId,
  cursor: z.string().max(200).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type PaidEntriesInput = z.infer<typeof PaidEntriesInput>;

export const PaidEntryPage = z.object({ items: z.array(PaidEntry), nextCursor: z.string().nullable() });
