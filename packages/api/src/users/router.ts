import { z } from 'zod';
import { explainEntry } from '../credits/explain-entry.ts';
import { EntryExplanation } from '../credits/explanation-schema.ts';
import { findEntryOfAnybody } from '../credits/find-entry.ts';
import { countHistory, listHistory } from '../credits/history.ts';
import { listHistoryOfAll } from '../credits/history-of-all.ts';
import {
  Entry,
  EntryCount,
  EntryFilter,
  EntryOfAllPage,
  EntryPage,
  HistoryOfAllInput,
} from '../credits/schema.ts';
import { RowId } from '../row-id.ts';
import { adminProcedure, router, userProcedure } from '../trpc.ts';
import { applyBulkGrant, previewBulkGrant } from './bulk-grant.ts';
import {
  ApplyBulkGrantInput,
  BulkGrantPreview,
  BulkGrantResult,
  PreviewBulkGrantInput,
} from './bulk-grant-schema.ts';
import { InvitationItem } from './clerk-invitations.ts';
import { BalanceExplanation, explainBalance } from './explain-balance.ts';
import { InviteUserInput, inviteUser, listInvitations } from './invite-user.ts';
import { addNote, listNotes, removeNote } from './notes.ts';
import { AddNoteInput, RemoveNoteInput, UserNote } from './notes-schema.ts';
import { ListUsersInput, Me, UserDetail, UserHistoryInput, UserPage } from './schema.ts';
import { getMe, getUser, searchUsers } from './service.ts';
import { SetActiveInput, setUserActive } from './set-active.ts';
import { SetRoleInput, setUserRole } from './set-role.ts';
import { StartedView, StartViewingInput, startViewing, stopViewing, ViewToken } from './view-as.ts';

const OneUser = z.strictObject({ userId: RowId });

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
    .input(OneUser)
    .output(UserDetail)
    .query(({ ctx, input }) => getUser(ctx, input.userId)),

  /** Admins: one user's entries, newest first. */
  history: adminProcedure
    .input(UserHistoryInput)
    .output(EntryPage)
    .query(({ ctx, input: { userId, ...page } }) => listHistory(ctx, userId, page)),

  /** Admins: the entries of all users, newest first. */
  historyOfAll: adminProcedure
    .input(HistoryOfAllInput)
    .output(EntryOfAllPage)
    .query(({ ctx, input }) => listHistoryOfAll(ctx, input)),

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

  /** Admins: an entry by its id, whoever's it is; null when there is none. */
  findEntry: adminProcedure
    .input(z.strictObject({ id: RowId }))
    .output(Entry.nullable())
    .query(({ ctx, input }) => findEntryOfAnybody(ctx, input.id)),

  /** Admins: why a balance is what it is. */
  explainBalance: adminProcedure
    .input(OneUser)
    .output(BalanceExplanation)
    .query(({ ctx, input }) => explainBalance(ctx, input.userId)),

  /** Admins: what admins wrote about a user. */
  notes: adminProcedure
    .input(OneUser)
    .output(z.array(UserNote))
    .query(({ ctx, input }) => listNotes(ctx, input.userId)),

  addNote: adminProcedure
    .input(AddNoteInput)
    .output(UserNote)
    .mutation(({ ctx, input }) => addNote(ctx, input)),

  removeNote: adminProcedure.input(RemoveNoteInput).mutation(({ ctx, input }) => removeNote(ctx, input)),

  /** Admins: make a user an admin, or an admin a user. */
  setRole: adminProcedure.input(SetRoleInput).mutation(({ ctx, input }) => setUserRole(ctx, input)),

  invite: adminProcedure.input(InviteUserInput).mutation(({ ctx, input }) => inviteUser(ctx, input)),

  invitations: adminProcedure.output(z.array(InvitationItem)).query(({ ctx }) => listInvitations(ctx)),

  /** Admins: what a bulk grant would do. A mutation only because its text is too long for an address. */
  previewBulkGrant: adminProcedure
    .input(PreviewBulkGrantInput)
    .output(BulkGrantPreview)
    .mutation(({ ctx, input }) => previewBulkGrant(ctx, input)),

  applyBulkGrant: adminProcedure
    .input(ApplyBulkGrantInput)
    .output(BulkGrantResult)
    .mutation(({ ctx, input }) => applyBulkGrant(ctx, input)),

  /** Admins: look at the app as a user sees it. */
  startViewing: adminProcedure
    .input(StartViewingInput)
    .output(StartedView)
    .mutation(({ ctx, input }) => startViewing(ctx, input)),

  stopViewing: adminProcedure.input(ViewToken).mutation(({ ctx, input }) => stopViewing(ctx, input)),

  /** Admins: deactivate or reactivate an account. */
  setActive: adminProcedure.input(SetActiveInput).mutation(({ ctx, input }) => setUserActive(ctx, input)),
});
