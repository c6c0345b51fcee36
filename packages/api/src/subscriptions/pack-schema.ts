import { z } from 'zod';
import { AmountCredits, Reason } from '../credits/schema.ts';
import { Cursor, UserId } from './schema.ts';

const PaymentId = z.string().trim().min(1).max(150);

export const RecordPackInput = z.strictObject({
  userId: UserId,
  paymentId: PaymentId,
  credits: AmountCredits,
  amountCents: z.int().min(0).nullable().default(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Use a currency code such as USD or EUR.')
    .nullable()
    .default(null),
});
export type RecordPackInput = z.input<typeof RecordPackInput>;

export const ReversePackInput = z.strictObject({
  userId: UserId,
  paymentId: PaymentId,
  status: z.enum(['refunded', 'disputed']),
  reason: Reason,
});
export type ReversePackInput = z.infer<typeof ReversePackInput>;

export const Pack = z.object({
  userId: z.string(),
  paymentId: z.string(),
  grantId: z.string(),
  credits: z.int(),
  amountCents: z.int().nullable(),
  currency: z.string().nullable(),
  status: z.enum(['paid', 'refunded', 'disputed']),
  clawedCredits: z.int(),
  /** Spent or held before the money went back. */
  owedCredits: z.int(),
  reason: z.string().nullable(),
  createdAt: z.date(),
  reversedAt: z.date().nullable(),
});
export type Pack = z.infer<typeof Pack>;

export const ListPacksInput = z.strictObject({ userId: UserId.optional(), ...Cursor });
export type ListPacksInput = z.infer<typeof ListPacksInput>;
export const PackPage = z.object({ items: z.array(Pack), nextCursor: z.string().nullable() });
