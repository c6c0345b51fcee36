import { z } from 'zod';
import { MAX_CREDITS, Reason } from '../credits/schema.ts';
import { RetentionDays, storageLimitFields } from '../storage/limit-fields-schema.ts';

/** Browsers run what is in these, also from our own address. */
const scripted = ['image/svg+xml', 'text/html', 'application/xhtml+xml', 'text/xml', 'application/xml'];

const UploadType = z
  .string()
  .trim()
  .toLowerCase()
  .max(100)
  .regex(/^[\w.+-]+\/[\w.+-]+$/, 'A type is written like image/png.')
  .refine((type) => !scripted.includes(type), 'Files of this type can run scripts in a browser.');

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
  /** Of users whose plan says nothing else. Null here and below: as the process is configured. */
  ...storageLimitFields,
  retentionDays: RetentionDays,
  /** What may be stored, by what a file's content is; files that are there stay. */
  uploadTypes: z
    .array(UploadType)
    .min(1, 'Name at least one type.')
    .max(100, 'At most 100 types.')
    .refine((types) => new Set(types).size === types.length, 'Name each type once.')
    .nullable()
    .default(null),
});
export type AppSettings = z.infer<typeof AppSettings>;

export const UpdateSettingsInput = z.strictObject({
  /** As they are to be; what is not named stays as it is. */
  settings: z.strictObject({
    signUpCredits: AppSettings.shape.signUpCredits.unwrap().optional(),
    lowBalancePercent: AppSettings.shape.lowBalancePercent.unwrap().optional(),
    uploadMegabytes: AppSettings.shape.uploadMegabytes.unwrap().optional(),
    quotaMegabytes: AppSettings.shape.quotaMegabytes.unwrap().optional(),
    quotaFiles: AppSettings.shape.quotaFiles.unwrap().optional(),
    retentionDays: AppSettings.shape.retentionDays.unwrap().optional(),
    uploadTypes: AppSettings.shape.uploadTypes.unwrap().optional(),
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
  /** What holds where the settings of files are null; null where no files are kept. */
  configured: z
    .object({
      uploadBytes: z.int(),
      quotaBytes: z.int(),
      quotaFiles: z.int(),
      retentionDays: z.int(),
      types: z.array(z.string()),
    })
    .nullable(),
});
export type SettingsView = z.infer<typeof SettingsView>;
