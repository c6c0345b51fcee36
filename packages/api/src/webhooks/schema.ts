import { z } from 'zod';

/** What an event of Clerk has besides the fields of its kind. */
export const ClerkEvent = z.looseObject({
  type: z.string().min(1).max(255),
  timestamp: z.number().nullish().catch(null),
  data: z.looseObject({ id: z.string().nullish().catch(null), updated_at: z.number().nullish().catch(null) }),
});
export type ClerkEvent = z.infer<typeof ClerkEvent>;

export const DeliveryStatus = z.enum(['RECEIVED', 'WAITING', 'PROCESSED', 'IGNORED', 'FAILED']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One delivery, while it is worked on. */
export type Delivery = {
  id: string;
  type: string;
  subjectId: string | null;
  occurredAt: Date | null;
  payload: unknown;
};

/** What became of a delivery. */
export type DeliveryOutcome =
  | { status: 'PROCESSED' | 'IGNORED'; note?: string }
  | { status: 'WAITING'; waitingFor: string; note: string };
