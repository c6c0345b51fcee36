import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { graceEndOf } from './credit-pot.ts';
import type { ItemState } from './facts.ts';
import { loadPolicies } from './policies.ts';
import { type ItemRow, listItems } from './repository.ts';
import { SubscriptionItem, type SubscriptionState } from './schema.ts';

const running = ['active', 'past_due', 'canceled'];

/** What a user is subscribed to. @throws NOT_FOUND for others than the user and admins. */
export async function getSubscriptionState(ctx: ServiceContext, userId: string): Promise<SubscriptionState> {
  requireAccount(ctx, userId);
  const rows = await listItems(ctx.db, userId);
  const policies = await loadPolicies(
    ctx,
    rows.map(({ planKey }) => planKey),
  );
  const items = rows
    .map((row) => {
      const policy = policies.get(row.planKey ?? '') ?? null;
      const isRunning = row.status === 'active' || row.status === 'past_due';
      return SubscriptionItem.parse({
        ...row,
        planId: policy?.planId ?? null,
        planName: policy?.name ?? null,
        graceEndsAt: graceEndOf(toItemState(row), policy),
        canCancel: isRunning && !row.canceledAt && (row.provider === 'manual' || Boolean(ctx.clerkBilling)),
        canResume: row.provider === 'manual' && row.status === 'canceled',
      });
    })
    .toSorted((a, b) => b.periodStart.getTime() - a.periodStart.getTime());
  return {
    current: items.find(({ status }) => running.includes(status)) ?? null,
    upcoming: items.find(({ status }) => status === 'upcoming') ?? null,
    items,
  };
}

/** The CHECKs of the table leave no other texts in these columns. */
function toItemState(row: ItemRow): ItemState {
  return row as ItemState;
}
