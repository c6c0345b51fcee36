import { z } from 'zod';
import { Reason } from '../credits/schema.ts';
import { RowId } from '../row-id.ts';

export const AddNoteInput = z.strictObject({
  userId: RowId,
  text: z
    .string()
    .trim()
    .min(1, 'Write something.')
    .max(4000, 'A note has at most 4000 characters.')
    .regex(/^[^\0\p{Cs}]*$/u, 'A note must not contain U+0000 or half a surrogate pair.'),
});
export type AddNoteInput = z.infer<typeof AddNoteInput>;

export const RemoveNoteInput = z.strictObject({ userId: RowId, id: RowId, reason: Reason });
export type RemoveNoteInput = z.infer<typeof RemoveNoteInput>;

export const UserNote = z.object({
  id: z.string(),
  text: z.string(),
  createdAt: z.date(),
  author: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
});
export type UserNote = z.infer<typeof UserNote>;
