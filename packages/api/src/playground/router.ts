import { router, userProcedure } from '../trpc.ts';
import { createImage } from './create-image.ts';
import { ImageAnswer, ImageInput, PlaygroundConfig } from './schema.ts';
import { getPlaygroundConfig } from './service.ts';

/** Chat is not here: it streams, so it is a route of its own, `POST /api/playground/chat` (`streamChat`). */
export const playgroundRouter = router({
  /** Which models answer, and how they can be made to fail. */
  config: userProcedure.output(PlaygroundConfig).query(({ ctx }) => getPlaygroundConfig(ctx)),

  /** Charges the caller for one picture and makes it; closing the connection refunds it. */
  generateImage: userProcedure
    .input(ImageInput)
    .output(ImageAnswer)
    .mutation(({ ctx, input, signal }) => createImage(ctx, input, signal)),
});
