import { z } from 'zod';

/** Apart from the job, so that starting a preview does not import what runs it. */
export const runPreviewKind = {
  name: 'previews.run',
  payload: z.strictObject({ previewId: z.string() }),
  maxAttempts: 10,
};
