import { z } from 'zod';
import { requireAccount } from '../authorization.ts';
import { asSystem } from '../context.ts';
import { announce } from '../credits/announce.ts';
import { captureHold } from '../credits/capture-hold.ts';
import { checkSpend, SpendCheck } from '../credits/check-spend.ts';
import { extendHold } from '../credits/extend-hold.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { GrantCreditsRequest, GrantReceipt } from '../credits/grant-schema.ts';
import { listHistory } from '../credits/history.ts';
import { holdCredits } from '../credits/hold-credits.ts';
import {
  CaptureHoldRequest,
  ExtendHoldRequest,
  HoldCreditsRequest,
  HoldReceipt,
  ReleaseHoldRequest,
} from '../credits/hold-schema.ts';
import { quoteSpend } from '../credits/quote-spend.ts';
import { refundSpend } from '../credits/refund-spend.ts';
import { releaseHold } from '../credits/release-hold.ts';
import {
  AccountSummary,
  EntryPage,
  EntryReceipt,
  HistoryInput,
  RefundSpendRequest,
} from '../credits/schema.ts';
import { getAccountSummary } from '../credits/service.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { spendMany } from '../credits/spend-many.ts';
import {
  QuoteSpendInput,
  QuoteSpendRequest,
  SpendCreditsRequest,
  SpendManyInput,
  SpendManyResult,
  SpendQuote,
} from '../credits/spend-schema.ts';
import { RowId } from '../row-id.ts';
import { keyProcedure, router } from '../trpc.ts';
import { getUsageReport } from '../usage/get-report.ts';
import { UsageReport, UsageReportInput } from '../usage/schema.ts';
import { withNamedUser } from './named-user.ts';

/** Whom a call is about: our id of the user, Clerk's, or `me` for the owner of the key. */
const OneUser = z.strictObject({ userId: RowId });

/** What programs call with an API key: each verb needs the scope that it names. */
export const verbsRouter = router({
  /** Whether a use could be paid now; promises nothing. */
  check: keyProcedure('check')
    .input(QuoteSpendInput.extend(OneUser.shape))
    .output(SpendCheck)
    .query(async ({ ctx, input }) => checkSpend(ctx, await withNamedUser(ctx, input))),

  quote: keyProcedure('quote')
    .input(QuoteSpendRequest)
    .output(SpendQuote)
    .mutation(async ({ ctx, input }) => quoteSpend(ctx, await withNamedUser(ctx, input))),

  spend: keyProcedure('spend')
    .input(SpendCreditsRequest)
    .output(EntryReceipt)
    .mutation(async ({ ctx, input }) => {
      const request = await withNamedUser(ctx, input);
      return announce(ctx, request.userId, spendCredits(ctx, request));
    }),

  spendMany: keyProcedure('spend')
    .input(SpendManyInput.extend(OneUser.shape))
    .output(SpendManyResult)
    .mutation(async ({ ctx, input }) => {
      const request = await withNamedUser(ctx, input);
      return announce(ctx, request.userId, spendMany(ctx, request));
    }),

  hold: keyProcedure('hold')
    .input(HoldCreditsRequest)
    .output(HoldReceipt)
    .mutation(async ({ ctx, input }) => {
      const request = await withNamedUser(ctx, input);
      return announce(ctx, request.userId, holdCredits(ctx, request));
    }),

  capture: keyProcedure('hold')
    .input(CaptureHoldRequest)
    .output(EntryReceipt)
    .mutation(async ({ ctx, input }) => {
      const request = await withNamedUser(ctx, input);
      return announce(ctx, request.userId, captureHold(ctx, request));
    }),

  release: keyProcedure('hold')
    .input(ReleaseHoldRequest)
    .output(HoldReceipt)
    .mutation(async ({ ctx, input }) => {
      const request = await withNamedUser(ctx, input);
      return announce(ctx, request.userId, releaseHold(ctx, request));
    }),

  extend: keyProcedure('hold')
    .input(ExtendHoldRequest)
    .output(HoldReceipt)
    .mutation(async ({ ctx, input }) => {
      const request = await withNamedUser(ctx, input);
      return announce(ctx, request.userId, extendHold(ctx, request));
    }),

  refund: keyProcedure('refund')
    .input(RefundSpendRequest)
    .output(EntryReceipt)
    .mutation(async ({ ctx, input }) => {
      const request = await withNamedUser(ctx, input);
      return announce(ctx, request.userId, refundSpend(ctx, request));
    }),

  grant: keyProcedure('grant')
    .input(GrantCreditsRequest)
    .output(GrantReceipt)
    .mutation(async ({ ctx, input }) => {
      const request = await withNamedUser(ctx, input);
      return announce(ctx, request.userId, grantCredits(ctx, request));
    }),

  balance: keyProcedure('balance:read')
    .input(OneUser)
    .output(AccountSummary)
    .query(async ({ ctx, input }) => {
      const { userId } = await withNamedUser(ctx, input);
      return getAccountSummary(ctx, userId);
    }),

  entries: keyProcedure('entries:read')
    .input(HistoryInput.extend(OneUser.shape))
    .output(EntryPage)
    .query(async ({ ctx, input }) => {
      const { userId, ...page } = await withNamedUser(ctx, input);
      return listHistory(ctx, userId, page);
    }),

  usage: keyProcedure('usage:read')
    .input(UsageReportInput.extend(OneUser.shape))
    .output(UsageReport)
    .query(async ({ ctx, input }) => {
      const { userId, ...asked } = await withNamedUser(ctx, input);
      requireAccount(ctx, userId, 'usage:read');
      return getUsageReport(asSystem(ctx), userId, asked);
    }),
});
