import { z } from 'zod';

export const Plan = z.object({
  id: z.string(),
  name: z.string(),
  /** Credits per period. */
  credits: z.int(),
  currency: z.string().nullable(),
  priceMonthlyCents: z.int().nullable(),
  priceYearlyCents: z.int().nullable(),
  description: z.string().nullable(),
  badge: z.string().nullable(),
  highlight: z.boolean(),
});
export type Plan = z.infer<typeof Plan>;
