import { z } from 'zod';
import { MAX_CREDITS, ModelName, OperationType } from '../credits/schema.ts';

/** The most that one spend can cost: the largest balance. */
export const MAX_COST = MAX_CREDITS;
const MAX_MULTIPLIER_PERCENT = 1_000_000;
const MAX_MODELS = 200;

/** A price as the seed document writes it: credits per operation. 0 makes a feature free. */
export const FlatCost = z
  .int('Credits are whole numbers.')
  .min(0, 'Credits are 0 or more.')
  .max(MAX_COST, `At most ${MAX_COST} credits.`);

/** The same for every use. */
export const FlatPrice = z.strictObject({ flat: FlatCost });

/** By quantity, in whole numbers only: 3 credits per 1000 units is exact where 0.003 would not be. */
export const PerUnitPrice = z.strictObject({
  perUnit: z.strictObject({
    credits: FlatCost,
    units: z.int('Units are whole numbers.').min(1, 'At least 1 unit.').max(MAX_COST),
  }),
  /** What a use costs at least. */
  minimumCredits: FlatCost.optional(),
  /** What each model costs of the plain price. Without it every model costs the same. */
  models: z
    .record(
      ModelName,
      z.strictObject({
        multiplierPercent: z
          .int('A multiplier is a whole number of percent.')
          .min(0, 'A multiplier is 0 % or more.')
          .max(MAX_MULTIPLIER_PERCENT, `A multiplier is at most ${MAX_MULTIPLIER_PERCENT} %.`),
      }),
    )
    .refine((models) => {
      const count = Object.keys(models).length;
      return count >= 1 && count <= MAX_MODELS;
    }, `Name 1 to ${MAX_MODELS} models, or leave them out.`)
    .optional(),
});
export type PerUnitPrice = z.infer<typeof PerUnitPrice>;

export const Price = z.union([FlatPrice, PerUnitPrice]);
export type Price = z.infer<typeof Price>;

export const FeaturePrice = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  operationType: OperationType,
  unit: z.string(),
  price: Price,
  /** What one use of one unit costs, without a model. */
  costCredits: z.int(),
  /** Names this price as long as it is in force; entries keep it. */
  priceVersionId: z.string(),
  /** Where the price comes from: the code, or an admin's override in AdminSettings.featureCosts. */
  source: z.enum(['default', 'override']),
});
export type FeaturePrice = z.infer<typeof FeaturePrice>;

export const IgnoredOverride = z.object({ featureKey: z.string(), message: z.string() });
export type IgnoredOverride = z.infer<typeof IgnoredOverride>;

export const CreditSettings = z.object({
  features: z.array(FeaturePrice),
  /** Overrides that are ill-formed and therefore have no effect. Only admins are told. */
  ignoredOverrides: z.array(IgnoredOverride),
});
export type CreditSettings = z.infer<typeof CreditSettings>;
