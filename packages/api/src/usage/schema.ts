import { z } from 'zod';
import { OperationType } from '../credits/schema.ts';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const UsageInput = z.strictObject({
  days: z.int().min(1).max(90).default(30),
  /** IANA name; days begin at midnight there. */
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'This is no IANA time zone, such as Europe/Lisbon.')
    .default('UTC'),
});
export type UsageInput = z.infer<typeof UsageInput>;

/** Credits are net of refunds, which count on the day of the refund. */
const UsageDay = z.object({
  /** YYYY-MM-DD in the asked time zone. */
  day: z.iso.date(),
  featureKey: z.string(),
  creditsUsed: z.int(),
  operations: z.int(),
});

export const UsageSummary = z.object({
  /** Every day of the period, oldest first, also those without usage. */
  days: z.array(z.iso.date()),
  usage: z.array(UsageDay),
  creditsUsed: z.int(),
  /** Net credits a day over the days since the first use in the period; null without any use. */
  creditsPerDay: z.number().nullable(),
  /** How long the spendable balance lasts at that rate; null when nothing is used. */
  daysLeft: z.number().nullable(),
});
export type UsageSummary = z.infer<typeof UsageSummary>;

export const OperationUsage = z.object({
  operationType: OperationType,
  creditsUsed: z.int(),
  operations: z.int(),
});
export type OperationUsage = z.infer<typeof OperationUsage>;
