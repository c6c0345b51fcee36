import { z } from 'zod';
import { Reason } from '../credits/schema.ts';
import { Instant } from '../instants.ts';

const Csv = z.string().max(200_000, 'The text is too long.');

export const PreviewBulkGrantInput = z.strictObject({ csv: Csv });
export type PreviewBulkGrantInput = z.infer<typeof PreviewBulkGrantInput>;

export const ApplyBulkGrantInput = z.strictObject({
  csv: Csv,
  reason: Reason,
  /** The same key and the same request: applied once. */
  idempotencyKey: z
    .string()
    .min(1, 'An idempotency key must not be empty.')
    .max(100, 'This key has at most 100 characters.')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'An idempotency key must not contain control characters.'),
  expiresAt: Instant.optional(),
});
export type ApplyBulkGrantInput = z.input<typeof ApplyBulkGrantInput>;

const BulkGrantLine = z.object({
  /** As an editor counts, from 1. */
  line: z.int(),
  user: z.string(),
  userId: z.string().nullable(),
  amountCredits: z.int().nullable(),
  /** Null: this line can be applied. */
  problem: z.string().nullable(),
});

export const BulkGrantPreview = z.object({
  lines: z.array(BulkGrantLine),
  /** One line with a problem, and nothing is applied. */
  isApplicable: z.boolean(),
  users: z.int(),
  totalCredits: z.int(),
});
export type BulkGrantPreview = z.infer<typeof BulkGrantPreview>;

export const BulkGrantResult = z.object({ users: z.int(), totalCredits: z.int(), replayed: z.boolean() });
export type BulkGrantResult = z.infer<typeof BulkGrantResult>;
