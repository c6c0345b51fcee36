import { z } from 'zod';
import { Reason } from '../credits/schema.ts';
import { PageDirection, PageLimit } from '../pagination.ts';
import { itemStatuses } from './facts.ts';

export const UserId = z.string().min(1);
const ItemId = z.string().min(1).max(200);
/** Of lists that are read page by page. */
export const Cursor = { cursor: z.string().max(400).nullish(), limit: PageLimit, direction: PageDirection };

const Status = z.enum(itemStatuses);
const Period = z.enum(['month', 'annual']);
const Provider = z.enum(['clerk', 'manual']);

export const SubscriptionItem = z.object({
  id: z.string(),
  provider: Provider,
  planKey: z.string().nullable(),
  /** Null: no plan here has that key. */
  planId: z.string().nullable(),
  planName: z.string().nullable(),
  period: Period,
  status: Status,
  periodStart: z.date(),
  /** Null: it goes on by itself. */
  periodEnd: z.date().nullable(),
  canceledAt: z.date().nullable(),
  pastDueSince: z.date().nullable(),
  /** While past due: until then what is left can be spent. */
  graceEndsAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  isFreeTrial: z.boolean(),
  amountCents: z.int().nullable(),
  currency: z.string().nullable(),
  canCancel: z.boolean(),
  /** Only what is not Clerk's can be resumed here: there the user subscribes again. */
  canResume: z.boolean(),
});
export type SubscriptionItem = z.infer<typeof SubscriptionItem>;

export const SubscriptionState = z.object({
  current: SubscriptionItem.nullable(),
  /** Paid for or scheduled, and not begun. */
  upcoming: SubscriptionItem.nullable(),
  /** All of them, ended ones too. */
  items: z.array(SubscriptionItem),
});
export type SubscriptionState = z.infer<typeof SubscriptionState>;

export const ItemRef = z.strictObject({ itemId: ItemId });
export const UserRef = z.strictObject({ userId: UserId });

export const StartManualInput = z.strictObject({
  userId: UserId,
  planId: z.string().min(1),
  period: Period,
  /** Now unless told; not in the past. */
  startsAt: z.coerce.date().optional(),
  reason: Reason,
});
export type StartManualInput = z.infer<typeof StartManualInput>;

export const ChangeManualInput = z.strictObject({
  userId: UserId,
  itemId: ItemId,
  /** cancel: at the end of the period. */
  change: z.enum(['cancel', 'resume', 'endNow']),
  reason: Reason,
});
export type ChangeManualInput = z.infer<typeof ChangeManualInput>;

export const ListEventsInput = z.strictObject({
  userId: UserId.optional(),
  planKey: z.string().max(255).optional(),
  eventType: z.string().max(100).optional(),
  ...Cursor,
});
export type ListEventsInput = z.infer<typeof ListEventsInput>;

export const SubscriptionEventItem = z.object({
  id: z.string(),
  userId: z.string().nullable(),
  clerkUserId: z.string(),
  planKey: z.string().nullable(),
  status: z.string(),
  eventType: z.string(),
  occurredAt: z.date(),
  metadata: z.json().nullable(),
  createdAt: z.date(),
});
export const EventPage = z.object({
  items: z.array(SubscriptionEventItem),
  nextCursor: z.string().nullable(),
});
