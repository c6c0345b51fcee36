import { z } from 'zod';
import { Price } from '../settings/schema.ts';
import { Grant, Payment } from './grant-schema.ts';
import { Hold } from './hold-schema.ts';
import { entryMeanings } from './meaning.ts';
import { EntryWithLinks } from './schema.ts';

/** The price that a spend was charged at, as it was then. */
const ChargedPrice = z.object({
  versionId: z.string(),
  featureKey: z.string(),
  featureName: z.string(),
  unit: z.string(),
  price: Price,
  reason: z.string().nullable(),
  effectiveFrom: z.date(),
});

/** An entry and why it is what it is. */
export const EntryExplanation = EntryWithLinks.extend({
  meaning: z.enum(entryMeanings),
  /** Remaining plus held before this entry. */
  balanceBefore: z.int(),
  /** Of a spend, and of a refund that of its spend. */
  price: ChargedPrice.nullable(),
  /** The grants that paid, or that credits went to. */
  payments: z.array(Payment),
  /** The hold that it captured. */
  hold: Hold.nullable(),
  /** The grant whose credits it removed. */
  grant: Grant.nullable(),
  /** The API key that it was asked with. */
  apiKey: z.object({ id: z.string(), kind: z.enum(['USER', 'APP']), name: z.string() }).nullable(),
  /** Who asked for it. The name is told to admins, and to users their own. */
  actor: z.object({ kind: z.enum(['app', 'user', 'admin']), name: z.string().nullable() }),
});
export type EntryExplanation = z.infer<typeof EntryExplanation>;
