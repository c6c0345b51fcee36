import { defineJob } from '../jobs/job-kind.ts';
import { runPreview } from './run-preview.ts';
import { runPreviewKind } from './run-preview-kind.ts';

export const runPreviewJob = defineJob({
  ...runPreviewKind,
  run: (ctx, { previewId }) => runPreview(ctx, previewId),
});
