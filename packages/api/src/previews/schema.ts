import { z } from 'zod';
import { MAX_CREDITS } from '../credits/schema.ts';
import { RowId } from '../row-id.ts';
import { PriceInput } from '../settings/feature-schema.ts';
import { Price } from '../settings/schema.ts';

const PlanCredits = z.int('Credits are whole numbers.').min(0, 'Credits are 0 or more.').max(MAX_CREDITS);

export const StartPreviewInput = z
  .strictObject({
    days: z.union([z.literal(7), z.literal(30), z.literal(90)]),
    /** By feature key; features that are left out keep what each use really cost. */
    prices: z.record(RowId, PriceInput).default({}),
    /** What a period of a plan gives, by plan id. */
    planCredits: z.record(RowId, PlanCredits).default({}),
    /** The admin's own preview that this one takes the place of on a screen; it is cancelled. */
    replaces: RowId.optional(),
  })
  .refine(
    ({ prices, planCredits }) => Object.keys(prices).length + Object.keys(planCredits).length > 0,
    'Propose at least one price or one plan.',
  );
export type StartPreviewInput = z.input<typeof StartPreviewInput>;

export const PreviewProposal = z.object({
  days: z.int(),
  prices: z.record(z.string(), Price),
  planCredits: z.record(z.string(), z.int()),
});
export type PreviewProposal = z.infer<typeof PreviewProposal>;

const FeatureEffect = z.object({
  featureKey: z.string(),
  spends: z.int(),
  spentBefore: z.int(),
  spentAfter: z.int(),
  /** Refunds of these spends within the period. */
  refundedBefore: z.int(),
  refundedAfter: z.int(),
  /** Spends that the proposed price cannot price: no quantity on record, a model it does not name, too large. They keep
   * what they cost. */
  unpriceable: z.int(),
});
export type FeatureEffect = z.infer<typeof FeatureEffect>;

const UserEffect = z.object({
  userId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Spent less refunded, in the period. */
  netBefore: z.int(),
  netAfter: z.int(),
});
export type UserEffect = z.infer<typeof UserEffect>;

const RunOut = z.object({
  userId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** The first spend that would not have been paid for. */
  at: z.date(),
  entryId: z.string(),
  missingCredits: z.int(),
});
export type RunOut = z.infer<typeof RunOut>;

/** From `fromPercent` up to but not including `toPercent`; null: without end. */
const Bucket = z.object({
  fromPercent: z.int().nullable(),
  toPercent: z.int().nullable(),
  users: z.int(),
});

export const PreviewResult = z.object({
  features: z.array(FeatureEffect),
  plans: z.array(
    z.object({ planId: z.string(), grants: z.int(), grantedBefore: z.int(), grantedAfter: z.int() }),
  ),
  netBefore: z.int(),
  netAfter: z.int(),
  /** Users with an entry in the period. */
  users: z.int(),
  usersUnchanged: z.int(),
  usersWithRunOut: z.int(),
  /** The first 100, by instant. */
  runOuts: z.array(RunOut),
  /** Users by the change of what they spent net; those whose spending did not change are in none. */
  histogram: z.array(Bucket),
  /** Users whose spending changed from nothing to something: no percentage tells that. */
  usersFromNothing: z.int(),
  /** Who would have paid less, most first; at most 10. */
  winners: z.array(UserEffect),
  /** Who would have paid more, most first; at most 10. */
  losers: z.array(UserEffect),
});
export type PreviewResult = z.infer<typeof PreviewResult>;

export const Preview = z.object({
  id: z.string(),
  status: z.enum(['queued', 'running', 'done', 'cancelled', 'failed']),
  proposal: PreviewProposal,
  from: z.date(),
  to: z.date(),
  usersDone: z.int(),
  usersTotal: z.int(),
  entriesDone: z.int(),
  error: z.string().nullable(),
  createdById: z.string(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
  /** Only when it is done. */
  result: PreviewResult.nullable(),
});
export type Preview = z.infer<typeof Preview>;
