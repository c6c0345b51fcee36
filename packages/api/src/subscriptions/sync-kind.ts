import { z } from 'zod';

/** How a job to walk over all that Clerk has is written. */
export const syncWithClerk = {
  name: 'subscriptions.sync',
  payload: z.strictObject({ runId: z.string().min(1) }),
  maxAttempts: 20,
};
