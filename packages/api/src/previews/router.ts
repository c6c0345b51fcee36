import { z } from 'zod';
import { RowId } from '../row-id.ts';
import { adminProcedure, router } from '../trpc.ts';
import { Preview, StartPreviewInput } from './schema.ts';
import { cancelPreview, getPreview, listPreviews, startPreview } from './service.ts';

const OnePreview = z.strictObject({ id: RowId });

/** What a change of prices would have done, for admins. */
export const previewsRouter = router({
  list: adminProcedure.output(z.array(Preview)).query(({ ctx }) => listPreviews(ctx)),

  get: adminProcedure
    .input(OnePreview)
    .output(Preview)
    .query(({ ctx, input }) => getPreview(ctx, input.id)),

  start: adminProcedure
    .input(StartPreviewInput)
    .output(Preview)
    .mutation(({ ctx, input }) => startPreview(ctx, input)),

  cancel: adminProcedure
    .input(OnePreview)
    .output(Preview)
    .mutation(({ ctx, input }) => cancelPreview(ctx, input.id)),
});
