import { z } from 'zod';
import { Instant } from '../instants.ts';
import { EntryKind } from './schema.ts';

export const BalanceAtInput = z.strictObject({ at: Instant });
export type BalanceAtInput = z.input<typeof BalanceAtInput>;

export const BalanceAt = z.object({
  at: z.date(),
  /** Spendable and held together. */
  creditsOwned: z.int(),
  /** The entry that it is the balance after; 0 before the first. */
  seq: z.int(),
});
export type BalanceAt = z.infer<typeof BalanceAt>;

export const StatementInput = z
  .strictObject({
    /** Inclusive. */
    from: Instant,
    /** Exclusive. */
    to: Instant,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'A period ends after it starts.' });
export type StatementInput = z.input<typeof StatementInput>;

export const Statement = z.object({
  from: z.date(),
  to: z.date(),
  openingCredits: z.int(),
  /** One for each kind that occurs; `credits` is by how much it changed what is owned. */
  movements: z.array(z.object({ kind: EntryKind, entries: z.int(), credits: z.int() })),
  closingCredits: z.int(),
});
export type Statement = z.infer<typeof Statement>;
