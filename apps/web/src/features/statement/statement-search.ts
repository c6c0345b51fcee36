import * as z from 'zod/mini';

/** Which month, as YYYY-MM; without it the newest whole one. */
export const StatementSearch = z.object({
  month: z.catch(z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))), undefined),
});
export type StatementSearch = z.infer<typeof StatementSearch>;
