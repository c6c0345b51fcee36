import * as z from 'zod/mini';

export const kindLabels = {
  image: 'Images',
  audio: 'Audio',
  video: 'Video',
  pdf: 'PDF',
  text: 'Text',
  other: 'Other',
} as const;

export const orderLabels = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'By name',
  largest: 'Largest first',
} as const;

/** What the address of the files says. */
export const FilesSearch = z.object({
  search: z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined),
  kind: z.catch(z.optional(z.enum(['image', 'audio', 'video', 'pdf', 'text', 'other'])), undefined),
  order: z.catch(z.optional(z.enum(['newest', 'oldest', 'name', 'largest'])), undefined),
  view: z.catch(z.optional(z.enum(['grid', 'list'])), undefined),
  show: z.catch(z.optional(z.enum(['deleted'])), undefined),
  file: z.catch(z.optional(z.string().check(z.maxLength(100))), undefined),
});
export type FilesSearch = z.infer<typeof FilesSearch>;
