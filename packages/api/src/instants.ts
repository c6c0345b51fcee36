import { z } from 'zod';

const first = new Date('0001-01-01T00:00:00Z');
const last = new Date('9999-12-31T23:59:59.999Z');
const message = 'An instant lies in the years 1 to 9999.';

/** What every layer down to PostgreSQL can take, as text with its offset; JavaScript’s own years reach further. */
export const InstantText = z.iso
  .datetime({ offset: true })
  .refine((text) => new Date(text) >= first && new Date(text) <= last, message);

/** An instant as a Date, or as the text that JSON makes of one. */
export const Instant = z.union([
  z.date().min(first, message).max(last, message),
  InstantText.transform((text) => new Date(text)),
]);
