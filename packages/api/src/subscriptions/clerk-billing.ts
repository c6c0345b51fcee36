import type { Identity } from '../users/schema.ts';
import type { ClerkItem } from './clerk-item.ts';

export type ClerkSubscription = { id: string; items: ClerkItem[] };

/**
 * What Clerk's Backend API tells about subscriptions, and what it does. Everything throws DomainError CLERK_FAILED,
 * telling apart why Clerk did not answer.
 */
export type ClerkBilling = {
  /** Null: Clerk knows no subscription of this user, or not the user. */
  getSubscription(clerkUserId: string): Promise<ClerkSubscription | null>;
  /** Oldest first, so that users who join meanwhile come last. */
  listUsers(page: { limit: number; offset: number }): Promise<{ users: Identity[]; total: number }>;
  /** At the end of the period that is paid. */
  cancelItem(itemId: string): Promise<void>;
};
