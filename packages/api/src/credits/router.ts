import { z } from 'zod';
import { RowId } from '../row-id.ts';
import { CreditSettings } from '../settings/schema.ts';
import { getCreditSettings } from '../settings/service.ts';
import { adminProcedure, publicProcedure, router, userProcedure } from '../trpc.ts';
import { adjustBalance } from './adjust-balance.ts';
import { AlertSettings, EmailAlertsInput, getAlertSettings, setEmailAlerts } from './alerts.ts';
import { announce } from './announce.ts';
import { explainEntry } from './explain-entry.ts';
import { EntryExplanation } from './explanation-schema.ts';
import { Grant, PaidEntriesInput, PaidEntryPage, Payment } from './grant-schema.ts';
import { listGrants, listPaidEntries, listPayments } from './grants.ts';
import { countHistory, listHistory } from './history.ts';
import { HoldPage, HoldsInput } from './hold-schema.ts';
import { listHolds } from './holds.ts';
import { LowThreshold, LowThresholdInput, setLowThreshold } from './low-threshold.ts';
import { quoteSpend } from './quote-spend.ts';
import {
  AccountSummary,
  AdjustBalanceInput,
  EntryCount,
  EntryFilter,
  EntryPage,
  EntryReceipt,
  EntryWithLinks,
  HistoryInput,
} from './schema.ts';
import { getAccountSummary, getEntry } from './service.ts';
import { spendCredits } from './spend-credits.ts';
import { getSpendLimits } from './spend-limits.ts';
import { SpendLimits } from './spend-limits-schema.ts';
import { spendMany } from './spend-many.ts';
import {
  QuoteSpendInput,
  SpendCreditsInput,
  SpendManyInput,
  SpendManyResult,
  SpendQuote,
} from './spend-schema.ts';
import { getBalanceAt, getStatement } from './statement.ts';
import { BalanceAt, BalanceAtInput, Statement, StatementInput } from './statement-schema.ts';

export const creditsRouter = router({
  /** The caller's balance, plan and grants. */
  me: userProcedure.output(AccountSummary).query(({ ctx }) => getAccountSummary(ctx, ctx.principal.userId)),

  /** The caller's entries, newest first. */
  history: userProcedure
    .input(HistoryInput)
    .output(EntryPage)
    .query(({ ctx, input }) => listHistory(ctx, ctx.principal.userId, input)),

  /** How many entries of the caller a filter finds, up to a thousand. */
  countHistory: userProcedure
    .input(EntryFilter)
    .output(EntryCount)
    .query(({ ctx, input }) => countHistory(ctx, ctx.principal.userId, input)),

  /** One entry of the caller with what belongs to it. */
  entry: userProcedure
    .input(z.strictObject({ id: RowId }))
    .output(EntryWithLinks)
    .query(({ ctx, input }) => getEntry(ctx, ctx.principal.userId, input.id)),

  /** One entry of the caller, and why it is what it is. */
  explain: userProcedure
    .input(z.strictObject({ id: RowId }))
    .output(EntryExplanation)
    .query(({ ctx, input }) => explainEntry(ctx, ctx.principal.userId, input.id)),

  /** All grants of the caller with what is left of each. */
  grants: userProcedure.output(z.array(Grant)).query(({ ctx }) => listGrants(ctx, ctx.principal.userId)),

  /** Which grants paid for an entry of the caller. */
  payments: userProcedure
    .input(z.strictObject({ id: RowId }))
    .output(z.array(Payment))
    .query(({ ctx, input }) => listPayments(ctx, ctx.principal.userId, input.id)),

  /** What a grant of the caller paid for, newest first. */
  paidEntries: userProcedure
    .input(PaidEntriesInput)
    .output(PaidEntryPage)
    .query(({ ctx, input }) => listPaidEntries(ctx, ctx.principal.userId, input)),

  /** The caller's holds, newest first. */
  holds: userProcedure
    .input(HoldsInput)
    .output(HoldPage)
    .query(({ ctx, input }) => listHolds(ctx, ctx.principal.userId, input)),

  /** The caller's caps and overdraft. */
  limits: userProcedure.output(SpendLimits).query(({ ctx }) => getSpendLimits(ctx, ctx.principal.userId)),

  /** At or below how many credits the caller's balance counts as low. */
  setLowThreshold: userProcedure
    .input(LowThresholdInput)
    .output(LowThreshold)
    .mutation(({ ctx, input }) => setLowThreshold(ctx, ctx.principal.userId, input)),

  /** When the caller is told that the balance is low. */
  alerts: userProcedure.output(AlertSettings).query(({ ctx }) => getAlertSettings(ctx, ctx.principal.userId)),

  /** Turns the caller's e-mails on or off. */
  setEmailAlerts: userProcedure
    .input(EmailAlertsInput)
    .output(AlertSettings)
    .mutation(({ ctx, input }) => setEmailAlerts(ctx, ctx.principal.userId, input)),

  /** What the caller owned at a past instant. */
  balanceAt: userProcedure
    .input(BalanceAtInput)
    .output(BalanceAt)
    .query(({ ctx, input }) => getBalanceAt(ctx, ctx.principal.userId, input)),

  /** Opening, movements and closing of a period of the caller's account. */
  statement: userProcedure
    .input(StatementInput)
    .output(Statement)
    .query(({ ctx, input }) => getStatement(ctx, ctx.principal.userId, input)),

  /** What every feature costs now. */
  settings: publicProcedure.output(CreditSettings).query(({ ctx }) => getCreditSettings(ctx)),

  /** Charges the caller for one use of a feature. */
  spend: userProcedure
    .input(SpendCreditsInput)
    .output(EntryReceipt)
    .mutation(({ ctx, input }) =>
      announce(ctx, ctx.principal.userId, spendCredits(ctx, { ...input, userId: ctx.principal.userId })),
    ),

  /** What a use of a feature would cost the caller, promised for ten minutes. */
  quote: userProcedure
    .input(QuoteSpendInput)
    .output(SpendQuote)
    .mutation(({ ctx, input }) => quoteSpend(ctx, { ...input, userId: ctx.principal.userId })),

  /** Charges the caller for many uses, each with its own outcome, or all or none. */
  spendMany: userProcedure
    .input(SpendManyInput)
    .output(SpendManyResult)
    .mutation(({ ctx, input }) =>
      announce(ctx, ctx.principal.userId, spendMany(ctx, { ...input, userId: ctx.principal.userId })),
    ),

  /** The caller's balance now and after every change, as server-sent events. */
  live: userProcedure.subscription(({ ctx, signal }) =>
    ctx.balanceFeed.watch(ctx.principal.userId, signal ?? AbortSignal.timeout(0)),
  ),

  /** An admin's correction of one balance. */
  adjust: adminProcedure
    .input(AdjustBalanceInput)
    .output(EntryReceipt)
    .mutation(({ ctx, input }) => announce(ctx, input.userId, adjustBalance(ctx, input))),
});
