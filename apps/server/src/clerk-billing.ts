import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { type ClerkBilling, ClerkItem, identityOfClerkUser } from '@scrip/api/server';
import { askClerk, type Client, createBackendClient } from './clerk-plans.ts';
import type { ClerkConnection } from './deps.ts';

type SdkItem = Awaited<
  ReturnType<Client['billing']['getUserBillingSubscription']>
>['subscriptionItems'][number];

/** Clerk's subscriptions by its Backend API. */
export function createClerkBilling(clerk: ClerkConnection): ClerkBilling {
  const client = createBackendClient(clerk);
  return {
    getSubscription: (clerkUserId) => askClerk(() => getSubscription(client, clerkUserId)),
    listUsers: ({ limit, offset }) =>
      askClerk(async () => {
        const { data, totalCount } = await client.users.getUserList({
          limit,
          offset,
          orderBy: '+created_at',
        });
        return { users: data.map(({ raw }) => identityOfClerkUser(raw)), total: totalCount };
      }),
    cancelItem: (itemId) =>
      askClerk(async () => {
        await client.billing.cancelSubscriptionItem(itemId, { endNow: false });
      }),
  };
}

async function getSubscription(client: Client, clerkUserId: string) {
  try {
    const { id, subscriptionItems } = await client.billing.getUserBillingSubscription(clerkUserId);
    return { id, items: ClerkItem.array().parse(subscriptionItems.map(toWire)) };
  } catch (error) {
    // Somebody who never subscribed to anything.
    if (isClerkAPIResponseError(error) && error.status === 404) return null;
    throw error;
  }
}

function toWire(item: SdkItem): unknown {
  return {
    id: item.id,
    status: item.status,
    plan: item.plan && { id: item.plan.id, free_trial_days: item.plan.freeTrialDays },
    plan_id: item.planId,
    plan_period: item.planPeriod,
    period_start: item.periodStart,
    period_end: item.periodEnd,
    canceled_at: item.canceledAt,
    past_due_at: item.pastDueAt,
    ended_at: item.endedAt,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    is_free_trial: item.isFreeTrial,
    lifetime_paid: item.lifetimePaid,
    amount: item.amount,
  };
}
