import { z } from 'zod';
import { AmountCredits, Reason } from '../credits/schema.ts';
import { PageDirection, PageLimit } from '../pagination.ts';
import { itemStatuses } from './facts.ts';

const UserId = z.string().min(1);
const ItemId = z.string().min(1).max(200);
const Cursor = { cursor: z.string().max(400).nullish(), limit: PageLimit, direction: PageDirection };

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

const PaymentId = z.string().trim().min(1).max(150);

export const RecordPackInput = z.strictObject({
  userId: UserId,
  paymentId: PaymentId,
  credits: AmountCredits,
  amountCents: z.int().min(0).nullable().default(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Use a currency code such as USD or EUR.')
    .nullable()
    .default(null),
});
export type RecordPackInput = z.input<typeof RecordPackInput>;

export const ReversePackInput = z.strictObject({
  userId: UserId,
  paymentId: PaymentId,
  status: z.enum(['refunded', 'disputed']),
  reason: Reason,
});
export type ReversePackInput = z.infer<typeof ReversePackInput>;

export const Pack = z.object({
  userId: z.string(),
  paymentId: z.string(),
  grantId: z.string(),
  credits: z.int(),
  amountCents: z.int().nullable(),
  currency: z.string().nullable(),
  status: z.enum(['paid', 'refunded', 'disputed']),
  clawedCredits: z.int(),
  /** Spent or held before the money went back. */
  owedCredits: z.int(),
  reason: z.string().nullable(),
  createdAt: z.date(),
  reversedAt: z.date().nullable(),
});
export type Pack = z.infer<typeof Pack>;

export const ListPacksInput = z.strictObject({ userId: UserId.optional(), ...Cursor });
export type ListPacksInput = z.infer<typeof ListPacksInput>;
export const PackPage = z.object({ items: z.array(Pack), nextCursor: z.string().nullable() });

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

const ItemFacts = z.object({
  itemId: z.string(),
  planKey: z.string().nullable(),
  status: z.string(),
  period: z.string(),
  periodStart: z.date(),
  periodEnd: z.date().nullable(),
  canceledAt: z.date().nullable(),
  pastDueSince: z.date().nullable(),
  isFreeTrial: z.boolean(),
});
export type ItemFacts = z.infer<typeof ItemFacts>;

/** How one user differs from Clerk. */
export const Drift = z.object({
  userId: z.string(),
  clerkUserId: z.string(),
  email: z.string().nullable(),
  clerk: z.array(ItemFacts),
  stored: z.array(ItemFacts),
  /** What comparing would make of it, where that is something else than what is stored. */
  changed: z.array(ItemFacts),
  /** Credits that would be given, and what the balance would change by. */
  grants: z.array(z.object({ part: z.string(), amountCredits: z.int(), expiresAt: z.date().nullable() })),
  balanceChange: z.int(),
  isDrifted: z.boolean(),
});
export type Drift = z.infer<typeof Drift>;

export const DriftInput = z.strictObject({
  cursor: z.string().max(400).nullish(),
  /** Users that are compared: each is a call to Clerk. */
  limit: z.int().min(1).max(50).default(20),
  direction: PageDirection,
});
export type DriftInput = z.infer<typeof DriftInput>;
export const DriftPage = z.object({
  items: z.array(Drift),
  compared: z.int(),
  nextCursor: z.string().nullable(),
});
export type DriftPage = z.infer<typeof DriftPage>;

export const SyncCounts = z.object({
  plans: z.int(),
  users: z.int(),
  newUsers: z.int(),
  subscriptions: z.int(),
  driftedUsers: z.int(),
  failedUsers: z.int(),
  /** Sold or subscribed to at Clerk, and no plan here. */
  unmappedPlanIds: z.array(z.string()),
});
export type SyncCounts = z.infer<typeof SyncCounts>;

export const SyncRun = z.object({
  id: z.string(),
  isDryRun: z.boolean(),
  status: z.enum(['running', 'done', 'failed']),
  phase: z.enum(['plans', 'users', 'done']),
  offset: z.int(),
  total: z.int().nullable(),
  counts: SyncCounts,
  error: z.string().nullable(),
  startedAt: z.date(),
  updatedAt: z.date(),
  endedAt: z.date().nullable(),
});
export type SyncRun = z.infer<typeof SyncRun>;

export const StartSyncInput = z.strictObject({ isDryRun: z.boolean().default(true) });
export type StartSyncInput = z.input<typeof StartSyncInput>;
