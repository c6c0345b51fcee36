import { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import { enqueueAll } from '../jobs/enqueue.ts';

/** How a job to compare one user with Clerk is written. */
export const lookAtSubscriber = {
  name: 'subscriptions.look',
  payload: z.strictObject({ userId: z.string().min(1) }),
  // In effect for ever: a subscription that is not looked at would stop.
  maxAttempts: 1000,
};

/** Has each of these users looked at by a job, unless one waits for it already. */
export function enqueueLooks(ctx: Pick<ServiceContext, 'db' | 'now'>, userIds: string[]): Promise<void> {
  const payloads = userIds.map((userId) => ({ userId }));
  return enqueueAll(ctx, lookAtSubscriber, payloads, {
    keyOf: ({ userId }) => `subscription-look:${userId}`,
  });
}
