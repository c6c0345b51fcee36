import { z } from 'zod';
import { RowId } from '../row-id.ts';
import { adminProcedure, router } from '../trpc.ts';
import {
  AdminFeature,
  ArchiveFeatureInput,
  CancelPriceInput,
  CreateFeatureInput,
  FeatureList,
  PriceHistory,
  PriceHistoryInput,
  SetPriceInput,
  UpdateFeatureInput,
} from './feature-schema.ts';
import { archiveFeature, createFeature, restoreFeature, updateFeature } from './features.ts';
import { getFeature, listFeatures, listPriceHistory } from './list-features.ts';
import { cancelScheduledPrice, setPrice } from './set-price.ts';

/** The catalogue and its prices, for admins. */
export const featuresRouter = router({
  list: adminProcedure.output(FeatureList).query(({ ctx }) => listFeatures(ctx)),

  get: adminProcedure
    .input(z.strictObject({ key: RowId }))
    .output(AdminFeature)
    .query(({ ctx, input }) => getFeature(ctx, input.key)),

  create: adminProcedure
    .input(CreateFeatureInput)
    .output(AdminFeature)
    .mutation(({ ctx, input }) => createFeature(ctx, input)),

  update: adminProcedure
    .input(UpdateFeatureInput)
    .output(AdminFeature)
    .mutation(({ ctx, input }) => updateFeature(ctx, input)),

  archive: adminProcedure
    .input(ArchiveFeatureInput)
    .output(AdminFeature)
    .mutation(({ ctx, input }) => archiveFeature(ctx, input)),

  restore: adminProcedure
    .input(ArchiveFeatureInput)
    .output(AdminFeature)
    .mutation(({ ctx, input }) => restoreFeature(ctx, input)),

  /** At once, or at an instant to come. */
  setPrice: adminProcedure
    .input(SetPriceInput)
    .output(AdminFeature)
    .mutation(({ ctx, input }) => setPrice(ctx, input)),

  cancelScheduledPrice: adminProcedure
    .input(CancelPriceInput)
    .output(AdminFeature)
    .mutation(({ ctx, input }) => cancelScheduledPrice(ctx, input)),

  priceHistory: adminProcedure
    .input(PriceHistoryInput)
    .output(PriceHistory)
    .query(({ ctx, input }) => listPriceHistory(ctx, input)),
});
