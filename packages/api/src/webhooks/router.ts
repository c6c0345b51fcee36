import { adminProcedure, router } from '../trpc.ts';
import {
  DeliveryCounts,
  DeliveryDetail,
  DeliveryPage,
  DeliveryRef,
  getDelivery,
  getDeliveryCounts,
  ListDeliveriesInput,
  replayDelivery,
  searchDeliveries,
} from './service.ts';

export const webhooksRouter = router({
  /** Admins: what came from Clerk, newest first. */
  list: adminProcedure
    .input(ListDeliveriesInput)
    .output(DeliveryPage)
    .query(({ ctx, input }) => searchDeliveries(ctx, input)),

  counts: adminProcedure.output(DeliveryCounts).query(({ ctx }) => getDeliveryCounts(ctx)),

  /** Admins: one delivery with its payload. */
  get: adminProcedure
    .input(DeliveryRef)
    .output(DeliveryDetail)
    .query(({ ctx, input }) => getDelivery(ctx, input.id)),

  /** Admins: work on it again. */
  replay: adminProcedure.input(DeliveryRef).mutation(({ ctx, input }) => replayDelivery(ctx, input.id)),
});
