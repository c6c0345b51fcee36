import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { computeFigures } from './figures.ts';
import { listItemFacts } from './figures-repository.ts';

export const FiguresInput = z.strictObject({ months: z.int().min(1).max(36).default(12) });
export type FiguresInput = z.input<typeof FiguresInput>;

const Mrr = z.array(z.object({ currency: z.string(), cents: z.int() }));
const Users = { activeUsers: z.int(), newUsers: z.int(), churnedUsers: z.int() };

export const Figures = z.object({
  /** As of now. ARR is twelve times MRR. */
  mrr: Mrr,
  arr: Mrr,
  activeUsers: z.int(),
  trialUsers: z.int(),
  /** Oldest first; the last is the month that runs. */
  months: z.array(
    z.object({
      month: z.date(),
      ...Users,
      trialUsers: z.int(),
      mrr: Mrr,
      plans: z.array(z.object({ planKey: z.string(), ...Users, mrr: Mrr })),
    }),
  ),
});
export type Figures = z.infer<typeof Figures>;

/** What subscriptions bring, by plan and month, from subscription events. @throws FORBIDDEN to non-admins. */
export async function getFigures(ctx: ServiceContext, input: FiguresInput): Promise<Figures> {
  requireAdmin(ctx);
  const { months } = parseInput(FiguresInput, input);
  const at = ctx.now();
  const starts = Array.from(
    { length: months },
    (_, index) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - (months - 1 - index))),
  );
  const figures = computeFigures(await listItemFacts(ctx.db, at), starts, at);
  const { mrr = [], activeUsers = 0, trialUsers = 0 } = figures.at(-1) ?? {};
  const arr = mrr.map(({ currency, cents }) => ({ currency, cents: cents * 12 }));
  return { mrr, arr, activeUsers, trialUsers, months: figures };
}
