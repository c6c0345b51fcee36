import { z } from 'zod';
import { MAX_CREDITS, OperationType } from '../credits/schema.ts';

/** A price as the seed document writes it: credits per operation. 0 makes a feature free. */
export const FlatCost = z.int().min(0).max(MAX_CREDITS);

export const FeaturePrice = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  operationType: OperationType,
  unit: z.string(),
  costCredits: z.int(),
  /** Where the cost comes from: the code, or an admin's override in AdminSettings.featureCosts. */
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
