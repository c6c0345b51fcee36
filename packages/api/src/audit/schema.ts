import { z } from 'zod';
import { Instant } from '../instants.ts';
import { PageDirection, PageLimit } from '../pagination.ts';
import { RowId } from '../row-id.ts';

const targetTypes = ['user', 'job', 'plan', 'feature', 'settings', 'invitation', 'usage', 'apiKey'] as const;
export const TargetType = z.enum(targetTypes);
export type TargetType = z.infer<typeof TargetType>;

export const ListAuditInput = z.strictObject({
  /** Whose deeds; `system` for those of Scrip itself. */
  actorId: RowId.optional(),
  /** The whole action, or a noun and a dot for all of its verbs: `users.`. */
  action: z.string().max(100).optional(),
  targetType: TargetType.optional(),
  targetId: RowId.optional(),
  /** Part of the reason, or a whole target id, request id or address. */
  search: z.string().trim().max(200).optional(),
  /** Inclusive. */
  from: Instant.optional(),
  /** Exclusive. */
  to: Instant.optional(),
  cursor: z.string().max(300).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type ListAuditInput = z.infer<typeof ListAuditInput>;

const Person = z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() });

export const AuditItem = z.object({
  id: z.string(),
  /** Null: Scrip itself. */
  actor: Person.nullable(),
  action: z.string(),
  targetType: z.string(),
  targetId: z.string(),
  /** Where the target is a user who is still known. */
  targetUser: Person.nullable(),
  reason: z.string().nullable(),
  before: z.json().nullable(),
  after: z.json().nullable(),
  requestId: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: z.date(),
});
export type AuditItem = z.infer<typeof AuditItem>;

export const AuditPage = z.object({ items: z.array(AuditItem), nextCursor: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
