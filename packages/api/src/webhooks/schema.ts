import { z } from 'zod';

/** One verified delivery. `id` is the sender's delivery id: the same for every retry and replay. */
export const Delivery = z.strictObject({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  /** Whom or what it is about; events about one subject are handled one at a time. */
  subjectId: z.string().max(255).nullable(),
  /** When it happened at the sender. */
  occurredAt: z.date().nullable(),
  payload: z.record(z.string(), z.json()),
});
export type Delivery = z.infer<typeof Delivery>;

/** What an event of Clerk has besides the fields of its kind. */
export const ClerkEvent = z.looseObject({
  type: z.string(),
  timestamp: z.number().nullish().catch(null),
  data: z.looseObject({ id: z.string().nullish().catch(null), updated_at: z.number().nullish().catch(null) }),
});
export type ClerkEvent = z.infer<typeof ClerkEvent>;
