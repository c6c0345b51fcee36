import { requireUser } from '../authorization.ts';
import { asSystem, type ServiceContext } from '../context.ts';
import { DomainError, invalidInput, notFound } from '../errors.ts';
import { lookAt } from './look.ts';
import { changeOwnManual } from './manual.ts';
import { findItem } from './repository.ts';
import type { SubscriptionState } from './schema.ts';
import { getSubscriptionState } from './subscription-state.ts';

/**
 * Cancels a subscription of the signed-in user at the end of its period, where it is billed.
 *
 * @throws NOT_FOUND, INVALID_INPUT when it does not run, NOT_CONFIGURED, CLERK_FAILED.
 */
export async function cancelOwn(ctx: ServiceContext, itemId: string): Promise<SubscriptionState> {
  const { userId } = requireUser(ctx);
  const item = await findItem(ctx.db, userId, itemId);
  if (!item) throw notFound('subscription');
  if (item.provider === 'manual') return changeOwnManual(ctx, { userId, itemId, kind: 'cancel' });
  if (!ctx.clerkBilling) {
    throw new DomainError('NOT_CONFIGURED', 'There is no connection to Clerk.', {
      missing: 'CLERK_SECRET_KEY',
    });
  }
  if (!['active', 'past_due', 'upcoming'].includes(item.status)) {
    throw invalidInput('itemId', 'This subscription does not run.');
  }
  await ctx.clerkBilling.cancelItem(itemId);
  await lookAt(asSystem(ctx), userId);
  return getSubscriptionState(ctx, userId);
}

/**
 * Takes back the cancellation of a manual subscription. One that Clerk bills is resumed at Clerk, by subscribing again.
 *
 * @throws NOT_FOUND, INVALID_INPUT.
 */
export async function resumeOwn(ctx: ServiceContext, itemId: string): Promise<SubscriptionState> {
  const { userId } = requireUser(ctx);
  const item = await findItem(ctx.db, userId, itemId);
  if (!item) throw notFound('subscription');
  if (item.provider !== 'manual') {
    throw invalidInput('itemId', 'Clerk does not take a cancellation back: subscribe to the plan again.');
  }
  return changeOwnManual(ctx, { userId, itemId, kind: 'resume' });
}
