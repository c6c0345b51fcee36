import { z } from 'zod';

/** How a job to compare one user with Clerk is written. */
export const lookAtSubscriber = {
  name: 'subscriptions.look',
  payload: z.strictObject({ userId: z.string().min(1) }),
  // In effect for ever: a subscription that is not looked at would stop.
  maxAttempts: 1000,
};
