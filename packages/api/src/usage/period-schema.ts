import { z } from 'zod';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** IANA name; days begin at midnight there. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'This is no IANA time zone, such as Europe/Lisbon.')
  .default('UTC');

const firstDay = '2000-01-01';
const lastDay = '2999-12-31';

/** A calendar day in the viewer's time zone, as YYYY-MM-DD. */
export const Day = z.iso
  .date('Write a day as YYYY-MM-DD.')
  .refine((day) => day >= firstDay && day <= lastDay, `A day lies between ${firstDay} and ${lastDay}.`);

const usagePresets = [
  'today',
  'yesterday',
  'last7Days',
  'last30Days',
  'last90Days',
  'thisMonth',
  'lastMonth',
  'last12Months',
] as const;
export const UsagePreset = z.enum(usagePresets);
export type UsagePreset = z.infer<typeof UsagePreset>;

/** From the first day to the last, both included; at most two years. */
export const UsageDays = z.strictObject({ from: Day, to: Day });
export type UsageDays = z.infer<typeof UsageDays>;

export const UsagePeriod = z.union([z.strictObject({ preset: UsagePreset }), UsageDays]);
export type UsagePeriod = z.infer<typeof UsagePeriod>;

/** Weeks begin on Monday. By the hour, a period has at most 31 days. */
const usageGrains = ['hour', 'day', 'week', 'month'] as const;
export const UsageGrain = z.enum(usageGrains);
export type UsageGrain = z.infer<typeof UsageGrain>;
