import { z } from 'zod';
import { enqueue } from '../jobs/enqueue.ts';
import { defineJob, defineRecurringJob, HopelessJobError } from '../jobs/job-kind.ts';
import { processDelivery } from './process-delivery-kind.ts';
import { listMetWaits } from './repository.ts';
import { workOnDelivery } from './work-on-delivery.ts';

const WAKE_EVERY_SECONDS = 15;
const WAKE_AT_ONCE = 500;

/** Works on one delivery. What cannot be read will not be readable later either: only an admin's replay tries again. */
export const processDeliveryJob = defineJob({
  ...processDelivery,
  async run(ctx, { deliveryId }) {
    try {
      await workOnDelivery(ctx, deliveryId);
    } catch (error) {
      if (error instanceof z.ZodError) throw new HopelessJobError(z.prettifyError(error), { cause: error });
      throw error;
    }
  },
});

/** Takes up deliveries for users and plans that were unknown, once they are known. */
export const wakeDeliveriesJob = defineRecurringJob({
  name: 'webhooks.wake',
  everySeconds: WAKE_EVERY_SECONDS,
  async run(ctx) {
    for (const deliveryId of await listMetWaits(ctx.db, WAKE_AT_ONCE)) {
      await enqueue(ctx, processDelivery, { deliveryId }, { key: `webhook:${deliveryId}` });
    }
  },
});
