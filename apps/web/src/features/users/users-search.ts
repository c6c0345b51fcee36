import * as z from 'zod/mini';

/** What the address of the list of users says. */
export const UsersSearch = z.object({
  search: z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined),
});
export type UsersSearch = z.infer<typeof UsersSearch>;

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The search from which a user was opened, so that the way back leads to it. */
    usersSearch?: string | undefined;
  }
}
