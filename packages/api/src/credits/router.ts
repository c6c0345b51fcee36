import { z } from 'zod';
import { CreditSettings } from '../settings/schema.ts';
import { getCreditSettings } from '../settings/service.ts';
import { type ApiContext, adminProcedure, publicProcedure, router, userProcedure } from '../trpc.ts';
import { adjustBalance } from './adjust-balance.ts';
import { quoteSpend } from './quote-spend.ts';
import {
  AccountSummary,
  AdjustBalanceInput,
  EntryPage,
  EntryReceipt,
  EntryWithLinks,
  HistoryInput,
} from './schema.ts';
import { getAccountSummary, getEntry, listHistory } from './service.ts';
import { spendCredits } from './spend-credits.ts';
import { spendMany } from './spend-many.ts';
import {
  QuoteSpendInput,
  SpendCreditsInput,
  SpendManyInput,
  SpendManyResult,
  SpendQuote,
} from './spend-schema.ts';

/** Lets open tabs on this process see the change at once instead of at the feed's next look. */
async function announce<Answer>(ctx: ApiContext, userId: string, change: Promise<Answer>): Promise<Answer> {
  const answer = await change;
  ctx.balanceFeed.nudge(userId);
  return answer;
}

export const creditsRouter = router({
  /** The caller's balance, plan and grants. */
  me: userProcedure.output(AccountSummary).query(({ ctx }) => getAccountSummary(ctx, ctx.principal.userId)),

  /** The caller's entries, newest first. */
  history: userProcedure
    .input(HistoryInput)
    .output(EntryPage)
    .query(({ ctx, input }) => listHistory(ctx, ctx.principal.userId, input)),

  /** One entry of the caller with what belongs to it. */
  entry: userProcedure
    .input(z.strictObject({ id: z.string() }))
    .output(EntryWithLinks)
    .query(({ ctx, input }) => getEntry(ctx, ctx.principal.userId, input.id)),

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
