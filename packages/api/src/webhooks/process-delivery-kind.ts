import { z } from 'zod';

/** How a job to work on a delivery is written; the job itself knows what to do with every kind of event. */
export const processDelivery = {
  name: 'webhooks.process',
  payload: z.strictObject({ deliveryId: z.string().min(1).max(255) }),
  maxAttempts: 12,
};
