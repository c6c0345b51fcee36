import { z } from 'zod';

/** What the address of the playground says: which panel is open. */
export const PlaygroundSearch = z.object({
  mode: z.enum(['chat', 'image']).optional().catch(undefined),
});
export type PlaygroundSearch = z.infer<typeof PlaygroundSearch>;
