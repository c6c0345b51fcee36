import { z } from 'zod';
import { PageDirection } from '../pagination.ts';

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
