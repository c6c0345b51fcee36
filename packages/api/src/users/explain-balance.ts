import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { Grant } from '../credits/grant-schema.ts';
import { listGrants } from '../credits/grants.ts';
import { listHistory } from '../credits/history.ts';
import { Hold } from '../credits/hold-schema.ts';
import { listHolds } from '../credits/holds.ts';
import { Entry } from '../credits/schema.ts';
import { getAccountSummary } from '../credits/service.ts';
import { getSpendLimits } from '../credits/spend-limits.ts';
import { getStatement } from '../credits/statement.ts';
import { Statement } from '../credits/statement-schema.ts';

const LAST_ENTRIES = 10;
const OPEN_HOLDS = 200;

export const BalanceExplanation = z.object({
  creditsRemaining: z.int(),
  creditsHeld: z.int(),
  /** How far below zero the account may go. */
  overdraftCredits: z.int(),
  /** From the first entry on, one per kind: they add up to what remains and is held. */
  movements: Statement.shape.movements,
  /** Grants with credits left, in the order in which they burn. */
  grants: z.array(Grant),
  /** Open ones; the newest 200. */
  holds: z.array(Hold),
  lastEntries: z.array(Entry),
});
export type BalanceExplanation = z.infer<typeof BalanceExplanation>;

/**
 * Why a balance is what it is. Spends that are committed while it is read may show in one part and not yet in another.
 *
 * @throws NOT_FOUND, FORBIDDEN to non-admins.
 */
export async function explainBalance(ctx: ServiceContext, userId: string): Promise<BalanceExplanation> {
  requireAdmin(ctx);
  const account = await getAccountSummary(ctx, userId);
  const future = new Date(ctx.now().getTime() + 86_400_000);
  const [statement, grants, holds, history, limits] = await Promise.all([
    getStatement(ctx, userId, { from: new Date(0), to: future }),
    listGrants(ctx, userId),
    listHolds(ctx, userId, { status: 'OPEN', limit: OPEN_HOLDS }),
    listHistory(ctx, userId, { limit: LAST_ENTRIES }),
    getSpendLimits(ctx, userId),
  ]);
  const order = new Map(account.grants.map(({ id }, index) => [id, index]));
  const live = grants.filter(({ id }) => order.has(id));
  return {
    creditsRemaining: account.creditsRemaining,
    creditsHeld: account.creditsHeld,
    overdraftCredits: limits.overdraftCredits,
    movements: statement.movements,
    grants: live.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
    holds: holds.items,
    lastEntries: history.items,
  };
}
