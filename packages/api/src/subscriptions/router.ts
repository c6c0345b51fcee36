import { z } from 'zod';
import { adminProcedure, router, userProcedure } from '../trpc.ts';
import { Drift, DriftInput, DriftPage, StartSyncInput, SyncRun } from './comparison-schema.ts';
import { findDrift, listDrift, repairAll } from './drift.ts';
import { Figures, FiguresInput, getFigures } from './get-figures.ts';
import { repairUser } from './look.ts';
import { changeManual, startManual } from './manual.ts';
import { cancelOwn, resumeOwn } from './own-subscription.ts';
import { ListPacksInput, Pack, PackPage, RecordPackInput, ReversePackInput } from './pack-schema.ts';
import { recordPack, reversePack, searchPacks } from './packs.ts';
import {
  ChangeManualInput,
  EventPage,
  ItemRef,
  ListEventsInput,
  StartManualInput,
  SubscriptionState,
  UserRef,
} from './schema.ts';
import { searchEvents } from './search-events.ts';
import { getSubscriptionState } from './subscription-state.ts';
import { searchSyncRuns, startSync } from './sync.ts';

const PackReceipt = Pack.extend({ replayed: z.boolean() });

export const subscriptionsRouter = router({
  /** What the signed-in user is subscribed to. */
  current: userProcedure
    .output(SubscriptionState)
    .query(({ ctx }) => getSubscriptionState(ctx, ctx.principal.userId)),

  /** Cancels at the end of the period. */
  cancel: userProcedure
    .input(ItemRef)
    .output(SubscriptionState)
    .mutation(({ ctx, input }) => cancelOwn(ctx, input.itemId)),

  resume: userProcedure
    .input(ItemRef)
    .output(SubscriptionState)
    .mutation(({ ctx, input }) => resumeOwn(ctx, input.itemId)),

  /** Admins: one user's subscriptions. */
  ofUser: adminProcedure
    .input(UserRef)
    .output(SubscriptionState)
    .query(({ ctx, input }) => getSubscriptionState(ctx, input.userId)),

  events: adminProcedure
    .input(ListEventsInput)
    .output(EventPage)
    .query(({ ctx, input }) => searchEvents(ctx, input)),

  /** Admins: compares a page of users with Clerk; those that differ. */
  drift: adminProcedure
    .input(DriftInput)
    .output(DriftPage)
    .query(({ ctx, input }) => listDrift(ctx, input)),

  driftOf: adminProcedure
    .input(UserRef)
    .output(Drift)
    .query(({ ctx, input }) => findDrift(ctx, input.userId)),

  /** Admins: makes one user what Clerk says. */
  repair: adminProcedure.input(UserRef).mutation(({ ctx, input }) => repairUser(ctx, input.userId)),

  repairAll: adminProcedure.output(z.object({ users: z.int() })).mutation(({ ctx }) => repairAll(ctx)),

  startSync: adminProcedure
    .input(StartSyncInput)
    .output(SyncRun)
    .mutation(({ ctx, input }) => startSync(ctx, input)),

  syncRuns: adminProcedure.output(z.array(SyncRun)).query(({ ctx }) => searchSyncRuns(ctx)),

  startManual: adminProcedure
    .input(StartManualInput)
    .output(SubscriptionState)
    .mutation(({ ctx, input }) => startManual(ctx, input)),

  changeManual: adminProcedure
    .input(ChangeManualInput)
    .output(SubscriptionState)
    .mutation(({ ctx, input }) => changeManual(ctx, input)),

  packs: adminProcedure
    .input(ListPacksInput)
    .output(PackPage)
    .query(({ ctx, input }) => searchPacks(ctx, input)),

  recordPack: adminProcedure
    .input(RecordPackInput)
    .output(PackReceipt)
    .mutation(({ ctx, input }) => recordPack(ctx, input)),

  reversePack: adminProcedure
    .input(ReversePackInput)
    .output(PackReceipt)
    .mutation(({ ctx, input }) => reversePack(ctx, input)),

  figures: adminProcedure
    .input(FiguresInput)
    .output(Figures)
    .query(({ ctx, input }) => getFigures(ctx, input)),
});
