import { z } from 'zod';
import { defineJob, HopelessJobError } from '../jobs/job-kind.ts';
import { renderMail } from './render-mail.ts';
import { findRecipient } from './repository.ts';

/** No control characters: a line break would begin another header. */
const HeaderText = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u);

const SendMail = z.strictObject({
  userId: z.string(),
  subject: HeaderText,
  paragraphs: z.array(z.string().max(5_000)).min(1).max(20),
  action: z
    // Two slashes would lead to another host.
    .strictObject({ label: z.string().min(1).max(100), path: z.string().regex(/^\/(?![/\\])/) })
    .optional(),
});

/**
 * Sends one message to a user. Enqueue it in the transaction of its cause, with a key that names the cause: a sent one
 * is kept for 30 days and its key with it, so the same cause does not send twice. A process that dies between the mail
 * server's yes and writing it down sends the message again, with the same Message-ID.
 */
export const sendMailJob = defineJob({
  name: 'mail.send',
  payload: SendMail,
  // Over about eleven hours.
  maxAttempts: 20,
  keepDoneDays: 30,
  async run({ db, mailer, jobId }, { userId, subject, ...content }) {
    const user = await findRecipient(db, userId);
    if (!user?.isActive || user.email === null) return;
    if (!z.email().safeParse(user.email).success)
      throw new HopelessJobError('The address is not a valid one.');
    await mailer.send({ id: jobId, to: user.email, subject, ...renderMail(content, mailer.appUrl) });
  },
});
