import { z } from 'zod';
import { announce } from '../credits/announce.ts';
import { captureHold } from '../credits/capture-hold.ts';
import { extendHold } from '../credits/extend-hold.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import {
  Grant,
  GrantCreditsRequest,
  GrantReceipt,
  PaidEntriesInput,
  PaidEntryPage,
  Payment,
  VoidGrantRequest,
} from '../credits/grant-schema.ts';
import { listGrants, listPaidEntries, listPayments } from '../credits/grants.ts';
import { holdCredits } from '../credits/hold-credits.ts';
import {
  CaptureHoldRequest,
  ExtendHoldRequest,
  HoldCreditsRequest,
  HoldPage,
  HoldReceipt,
  HoldsInput,
  ReleaseHoldRequest,
} from '../credits/hold-schema.ts';
import { listHolds } from '../credits/holds.ts';
import { refundSpend } from '../credits/refund-spend.ts';
import { releaseHold } from '../credits/release-hold.ts';
import { EntryReceipt, RefundSpendRequest } from '../credits/schema.ts';
import { getSpendLimits, setOverdraft, setSpendCaps } from '../credits/spend-limits.ts';
import { SetOverdraftInput, SetSpendCapsInput, SpendLimits } from '../credits/spend-limits-schema.ts';
import { getBalanceAt, getStatement } from '../credits/statement.ts';
import { BalanceAt, BalanceAtInput, Statement } from '../credits/statement-schema.ts';
import { voidGrant } from '../credits/void-grant.ts';
import { Instant } from '../instants.ts';
import { RowId } from '../row-id.ts';
import { adminProcedure, router } from '../trpc.ts';

const OneUser = z.strictObject({ userId: RowId });

/** Any account, for admins: the verbs that an app's own code calls, and what they did. */
export const accountsRouter = router({
  grants: adminProcedure
    .input(OneUser)
    .output(z.array(Grant))
    .query(({ ctx, input }) => listGrants(ctx, input.userId)),

  payments: adminProcedure
    .input(OneUser.extend({ id: RowId }))
    .output(z.array(Payment))
    .query(({ ctx, input }) => listPayments(ctx, input.userId, input.id)),

  paidEntries: adminProcedure
    .input(PaidEntriesInput.extend(OneUser.shape))
    .output(PaidEntryPage)
    .query(({ ctx, input: { userId, ...page } }) => listPaidEntries(ctx, userId, page)),

  holds: adminProcedure
    .input(HoldsInput.extend(OneUser.shape))
    .output(HoldPage)
    .query(({ ctx, input: { userId, ...page } }) => listHolds(ctx, userId, page)),

  limits: adminProcedure
    .input(OneUser)
    .output(SpendLimits)
    .query(({ ctx, input }) => getSpendLimits(ctx, input.userId)),

  balanceAt: adminProcedure
    .input(BalanceAtInput.extend(OneUser.shape))
    .output(BalanceAt)
    .query(({ ctx, input: { userId, at } }) => getBalanceAt(ctx, userId, { at })),

  statement: adminProcedure
    .input(OneUser.extend({ from: Instant, to: Instant }))
    .output(Statement)
    .query(({ ctx, input: { userId, ...period } }) => getStatement(ctx, userId, period)),

  grant: adminProcedure
    .input(GrantCreditsRequest)
    .output(GrantReceipt)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, grantCredits(ctx, input))),

  voidGrant: adminProcedure
    .input(VoidGrantRequest)
    .output(GrantReceipt)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, voidGrant(ctx, input))),

  refund: adminProcedure
    .input(RefundSpendRequest)
    .output(EntryReceipt)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, refundSpend(ctx, input))),

  hold: adminProcedure
    .input(HoldCreditsRequest)
    .output(HoldReceipt)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, holdCredits(ctx, input))),

  capture: adminProcedure
    .input(CaptureHoldRequest)
    .output(EntryReceipt)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, captureHold(ctx, input))),

  release: adminProcedure
    .input(ReleaseHoldRequest)
    .output(HoldReceipt)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, releaseHold(ctx, input))),

  extend: adminProcedure
    .input(ExtendHoldRequest)
    .output(HoldReceipt)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, extendHold(ctx, input))),

  setSpendCaps: adminProcedure
    .input(SetSpendCapsInput)
    .output(SpendLimits)
    .mutation(({ ctx, input }) => setSpendCaps(ctx, input)),

  setOverdraft: adminProcedure
    .input(SetOverdraftInput)
    .output(SpendLimits)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, setOverdraft(ctx, input))),
});
