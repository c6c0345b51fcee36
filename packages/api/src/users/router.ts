import { z } from 'zod';
import { explainEntry } from '../credits/explain-entry.ts';
import { EntryExplanation } from '../credits/explanation-schema.ts';
import { countHistory, listHistory } from '../credits/history.ts';
import { EntryCount, EntryFilter, EntryPage } from '../credits/schema.ts';
import { RowId } from '../row-id.ts';
import { adminProcedure, router, userProcedure } from '../trpc.ts';
import { ListUsersInput, Me, UserDetail, UserHistoryInput, UserPage } from './schema.ts';
import { getMe, getUser, searchUsers } from './service.ts';
import { SetActiveInput, setUserActive } from './set-active.ts';

export const usersRouter = router({
  /** Who is signed in. */
  me: userProcedure.output(Me).query(({ ctx }) => getMe(ctx, ctx.principal.userId)),

  /** Admins: find users. */
  list: adminProcedure
    .input(ListUsersInput)
    .output(UserPage)
    .query(({ ctx, input }) => searchUsers(ctx, input)),

  /** Admins: one user with the account. */
  get: adminProcedure
    .input(z.strictObject({ userId: RowId }))
    .output(UserDetail)
    .query(({ ctx, input }) => getUser(ctx, input.userId)),

  /** Admins: one user's entries, newest first. */
  history: adminProcedure
    .input(UserHistoryInput)
    .output(EntryPage)
    .query(({ ctx, input: { userId, ...page } }) => listHistory(ctx, userId, page)),

  /** Admins: how many entries of one user a filter finds, up to a thousand. */
  countHistory: adminProcedure
    .input(EntryFilter.extend({ userId: RowId }))
    .output(EntryCount)
    .query(({ ctx, input: { userId, ...filter } }) => countHistory(ctx, userId, filter)),

  /** Admins: one entry of one user, and why it is what it is. */
  explain: adminProcedure
    .input(z.strictObject({ userId: RowId, id: RowId }))
    .output(EntryExplanation)
    .query(({ ctx, input }) => explainEntry(ctx, input.userId, input.id)),

  /** Admins: deactivate or reactivate an account. */
  setActive: adminProcedure.input(SetActiveInput).mutation(({ ctx, input }) => setUserActive(ctx, input)),
});
