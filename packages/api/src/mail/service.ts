import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import type { Mailer } from './mailer.ts';
import type { GetMailInput, ListMailInput, MailDetail, MailPage, MailState } from './schema.ts';

type MailContext = ServiceContext & { mailer: Mailer };

/** How mail leaves. @throws FORBIDDEN to non-admins. */
export function getMailState(ctx: MailContext): MailState {
  requireAdmin(ctx);
  const { from, smtpHost } = ctx.mailer;
  return { from, smtpHost };
}

const MailCursor = z.tuple([z.uuid()]);

/** One page of local mail, newest first. @throws FORBIDDEN to non-admins. */
export async function listLocalMail(ctx: MailContext, input: ListMailInput): Promise<MailPage> {
  requireAdmin(ctx);
  const beforeId = input.cursor ? decodeCursor(MailCursor, input.cursor)[0] : null;
  const mails = await ctx.mailer.mailbox.list({ beforeId, take: input.limit + 1 });
  return cutPage(mails, input.limit, ({ id }) => [id]);
}

/** @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getLocalMail(ctx: MailContext, { id }: GetMailInput): Promise<MailDetail> {
  requireAdmin(ctx);
  const mail = await ctx.mailer.mailbox.find(id);
  if (!mail) throw notFound('message');
  return mail;
}
