import * as z from 'zod/mini';

const text = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);

/** What the address of the catalogue says. */
export const FeaturesSearch = z.object({
  search: text,
  state: z.catch(z.optional(z.enum(['archived', 'all'])), undefined),
});
export type FeaturesSearch = z.infer<typeof FeaturesSearch>;

/** What the address of a price says: the preview that is shown. */
export const PriceSearch = z.object({ preview: text });
