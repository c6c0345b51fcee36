import * as z from 'zod/mini';

/** What the address of the playground says: which panel is open. */
export const PlaygroundSearch = z.object({
  mode: z.catch(z.optional(z.enum(['chat', 'image'])), undefined),
});
export type PlaygroundSearch = z.infer<typeof PlaygroundSearch>;
