import type { ServiceContext } from '../context.ts';
import { planManualTurns } from './manual-item.ts';
import { recordManual } from './record-manual.ts';
import { listItems, listPeriods } from './repository.ts';

/** Begins, renews and ends what admins have given. The caller holds the lock on the user. */
export async function renewManualItems(
  ctx: ServiceContext,
  { userId, clerkUserId }: { userId: string; clerkUserId: string },
): Promise<void> {
  const items = (await listItems(ctx.db, userId)).filter(({ provider }) => provider === 'manual');
  if (items.length === 0) return;
  const periods = await listPeriods(ctx.db, userId);
  for (const item of items) {
    const first = periods.find(({ itemId }) => itemId === item.id)?.startsAt ?? item.periodStart;
    for (const turn of planManualTurns(item, first, ctx.now())) {
      const id = `manual:${item.id}:${turn.periodStart.toISOString()}:${turn.status}`;
      const eventType = turn.status === 'ended' ? 'manual.ended' : 'manual.renewed';
      await recordManual(ctx, { userId, clerkUserId }, { id, eventType, snapshot: turn });
    }
  }
}
