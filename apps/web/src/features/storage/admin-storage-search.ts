import * as z from 'zod/mini';

export const sizeLabels = { '1': 'From 1 MB', '10': 'From 10 MB', '100': 'From 100 MB' } as const;
export const storeLabels = { local: 'Disk', s3: 'S3', vercel_blob: 'Vercel Blob' } as const;

/** What the address of everybody's files says. */
export const AdminStorageSearch = z.object({
  search: z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined),
  user: z.catch(z.optional(z.string().check(z.trim(), z.maxLength(100))), undefined),
  kind: z.catch(z.optional(z.enum(['image', 'audio', 'video', 'pdf', 'text', 'other'])), undefined),
  store: z.catch(z.optional(z.enum(['local', 's3', 'vercel_blob'])), undefined),
  size: z.catch(z.optional(z.enum(['1', '10', '100'])), undefined),
  state: z.catch(z.optional(z.enum(['kept', 'deleted'])), undefined),
});
export type AdminStorageSearch = z.infer<typeof AdminStorageSearch>;

export function storeName(provider: string): string {
  return Object.entries(storeLabels).find(([name]) => name === provider)?.[1] ?? provider;
}
