import { z } from 'zod';
import { RowId } from '../row-id.ts';
import { FeatureKey, MAX_CREDITS, Reason } from './schema.ts';
import { CapPeriod } from './spend-caps.ts';

const CapInput = z.strictObject({
  period: CapPeriod,
  /** Without it the cap counts all features together. */
  featureKey: FeatureKey.nullish().transform((featureKey) => featureKey ?? null),
  limitCredits: z.int('Credits are whole numbers.').min(0).max(MAX_CREDITS),
});

export const SetSpendCapsInput = z.strictObject({
  userId: RowId,
  caps: z
    .array(CapInput)
    .max(20, 'An account has at most 20 caps.')
    .refine(
      (caps) => new Set(caps.map(({ period, featureKey }) => `${period} ${featureKey}`)).size === caps.length,
      'There are two caps for the same feature and period.',
    ),
  reason: Reason,
});
export type SetSpendCapsInput = z.input<typeof SetSpendCapsInput>;

export const SetOverdraftInput = z.strictObject({
  userId: RowId,
  /** How far below zero the account may go. */
  overdraftCredits: z.int('Credits are whole numbers.').min(0).max(MAX_CREDITS),
  reason: Reason,
});
export type SetOverdraftInput = z.infer<typeof SetOverdraftInput>;

export const SpendLimits = z.object({
  overdraftCredits: z.int(),
  caps: z.array(
    z.object({
      period: CapPeriod,
      featureKey: z.string().nullable(),
      limitCredits: z.int(),
      /** Spent and held in the current period, less what was refunded of it. */
      usedCredits: z.int(),
      resetsAt: z.date(),
    }),
  ),
});
export type SpendLimits = z.infer<typeof SpendLimits>;
