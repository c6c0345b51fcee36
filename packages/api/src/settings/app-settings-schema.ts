import { z } from 'zod';
import { MAX_CREDITS, Reason } from '../credits/schema.ts';

/** What admins set for the whole product. What the stored settings lack has its default. */
export const AppSettings = z.strictObject({
  /** The first grant of every account; 0: none. Accounts that exist keep theirs. */
  signUpCredits: z
    .int('Credits are whole numbers.')
    .min(0, 'Credits are 0 or more.')
    .max(MAX_CREDITS, `At most ${MAX_CREDITS} credits.`)
    .default(100),
  /**
   * A balance counts as low at or below so many percent of what the 30 days up to its newest grant gave, unless its
   * owner chose a number. Holds from an account's next grant on.
   */
  lowBalancePercent: z
    .int('Percents are whole numbers.')
    .min(0, 'A percentage is 0 or more.')
    .max(100, 'At most 100 percent.')
    .default(20),
});
export type AppSettings = z.infer<typeof AppSettings>;

export const UpdateSettingsInput = z.strictObject({
  /** All of them, as they are to be. */
  settings: z.strictObject({
    signUpCredits: AppSettings.shape.signUpCredits.unwrap(),
    lowBalancePercent: AppSettings.shape.lowBalancePercent.unwrap(),
  }),
  /** The version that the change is based on. */
  version: z.int(),
  reason: Reason,
});
export type UpdateSettingsInput = z.infer<typeof UpdateSettingsInput>;

export const SettingsView = z.object({
  settings: AppSettings,
  version: z.int(),
  updatedAt: z.date().nullable(),
});
export type SettingsView = z.infer<typeof SettingsView>;
