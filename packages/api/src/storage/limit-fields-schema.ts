import { z } from 'zod';

function wholeNumber(unit: string, least: number, most: number) {
  return z
    .int(`${unit} are whole numbers.`)
    .min(least, `${unit} are ${least} or more.`)
    .max(most, `At most ${most}.`)
    .nullable()
    .default(null);
}

/** How much one user may store: by plan, else by the settings, else as the process is configured. Null: the next one. */
export const storageLimitFields = {
  /** Of one file. */
  uploadMegabytes: wholeNumber('Megabytes', 1, 2_000),
  /** Of one user's files together; whoever has more keeps it, and stores nothing more. */
  quotaMegabytes: wholeNumber('Megabytes', 0, 100_000_000),
  quotaFiles: wholeNumber('Files', 0, 1_000_000),
};

/** So long a file can be restored after it was deleted; of what is deleted from now on. */
export const RetentionDays = wholeNumber('Days', 0, 365);
