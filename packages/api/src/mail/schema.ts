import { z } from 'zod';
import { PageDirection, PageLimit } from '../pagination.ts';

export const MailState = z.object({
  from: z.string(),
  /** The mail server; null: no mail leaves this machine, it can be read here. */
  smtpHost: z.string().nullable(),
});
export type MailState = z.infer<typeof MailState>;

export const ListMailInput = z.strictObject({
  cursor: z.string().max(300).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type ListMailInput = z.infer<typeof ListMailInput>;

const MailListItem = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  writtenAt: z.date(),
});
export const MailPage = z.object({ items: z.array(MailListItem), nextCursor: z.string().nullable() });
export type MailPage = z.infer<typeof MailPage>;

export const GetMailInput = z.strictObject({ id: z.uuid() });
export type GetMailInput = z.infer<typeof GetMailInput>;

export const MailDetail = MailListItem.extend({ text: z.string(), html: z.string() });
export type MailDetail = z.infer<typeof MailDetail>;
