import * as z from 'zod/mini';

const text = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);

/** What the address of the jobs says: the states shown, and the job that is open. */
export const JobsSearch = z.object({ state: text, job: text });
export type JobsSearch = z.infer<typeof JobsSearch>;

/** What the address of the mail says: the message that is open. */
export const MailSearch = z.object({ mail: text });
export type MailSearch = z.infer<typeof MailSearch>;
