import { z } from 'zod';
import { MAX_CREDITS } from '../credits/schema.ts';
import { MAX_PLANS } from './schema.ts';

export const MAX_PASTE_LENGTH = 200_000;

const ImportSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('clerk') }),
  z.strictObject({
    kind: z.literal('paste'),
    json: z.string().max(MAX_PASTE_LENGTH, `At most ${MAX_PASTE_LENGTH} characters.`),
  }),
]);

const importScopes = ['plans', 'prices'] as const;

export const PreviewImportInput = z.strictObject({
  source: ImportSource,
  /** plans: all that Clerk has. prices: only what the plans that are here cost. */
  scope: z.enum(importScopes).default('plans'),
});
export type PreviewImportInput = z.input<typeof PreviewImportInput>;

export const ApplyImportInput = PreviewImportInput.extend({
  /** The preview that the admin saw. */
  previewId: z.string(),
  /** Credits per period of plans that are created, by Clerk plan id: Clerk knows of none. */
  credits: z
    .record(z.string(), z.int().min(0).max(MAX_CREDITS))
    .refine((credits) => Object.keys(credits).length <= MAX_PLANS)
    .default({}),
});
export type ApplyImportInput = z.input<typeof ApplyImportInput>;

const FieldValue = z.union([
  z.string(),
  z.int(),
  z.boolean(),
  z.null(),
  z.array(z.object({ name: z.string(), description: z.string().nullable() })),
]);

const FieldChange = z.object({ field: z.string(), from: FieldValue, to: FieldValue });
export type FieldChange = z.infer<typeof FieldChange>;

const importOutcomes = ['create', 'change', 'same', 'unresolved', 'skipped'] as const;

export const ImportItem = z.object({
  clerkId: z.string(),
  clerkName: z.string(),
  outcome: z.enum(importOutcomes),
  /** The plan here that it belongs to. */
  plan: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** How the plan was found. */
  matchedBy: z.enum(['clerkId', 'name']).nullable(),
  /** Of its prices at Clerk. */
  currency: z.string().nullable(),
  changes: z.array(FieldChange),
  /** Why nothing is done about it. */
  reason: z.string().nullable(),
});
export type ImportItem = z.infer<typeof ImportItem>;

export const ImportPreview = z.object({
  /** Two previews with the same id say the same. */
  previewId: z.string(),
  /** In the order of Clerk's list. */
  items: z.array(ImportItem),
  /** Plans here whose Clerk plan id is not in the list. They are left alone. */
  absent: z.array(z.object({ id: z.string(), name: z.string(), clerkId: z.string() })),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportResult = z.object({ created: z.int(), changed: z.int() });
export type ImportResult = z.infer<typeof ImportResult>;
