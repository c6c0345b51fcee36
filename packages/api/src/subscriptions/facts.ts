/** As Clerk's subscription items. */
export const itemStatuses = [
  'active',
  'past_due',
  'canceled',
  'upcoming',
  'ended',
  'expired',
  'abandoned',
  'incomplete',
] as const;
export type ItemStatus = (typeof itemStatuses)[number];

export const endedStatuses: readonly ItemStatus[] = ['ended', 'expired', 'abandoned'];

export type BillingPeriod = 'month' | 'annual';
export type Provider = 'clerk' | 'manual';

/** What a provider said of one subscription item, and when that was so. */
export type ItemSnapshot = {
  itemId: string;
  subscriptionId: string | null;
  planKey: string | null;
  period: BillingPeriod;
  status: ItemStatus;
  /** When its first paid period began, if that was an earlier one and the provider tells. */
  firstPaidStart?: Date | null;
  periodStart: Date;
  /** Null: it goes on by itself. */
  periodEnd: Date | null;
  canceledAt: Date | null;
  pastDueSince: Date | null;
  endedAt: Date | null;
  isFreeTrial: boolean;
  amountCents: number | null;
  currency: string | null;
  stateAt: Date;
};

/** The newest that is known of an item. */
export type ItemState = {
  id: string;
  provider: Provider;
  planKey: string | null;
  status: ItemStatus;
  periodStart: Date;
  periodEnd: Date | null;
  pastDueSince: Date | null;
  endedAt: Date | null;
};

/** A period that was paid for, or is a free trial. */
export type PeriodFact = {
  itemId: string;
  startsAt: Date;
  endsAt: Date | null;
  planKey: string | null;
  isFreeTrial: boolean;
  period: BillingPeriod;
  monthlyCredits: boolean;
};

/** What of a plan decides about credits. */
export type CreditPolicy = {
  planId: string;
  credits: number;
  creditRenewal: 'reset' | 'rollover';
  rolloverCapCredits: number | null;
  trialCredits: number;
  oneTimeCredits: number;
  pastDueGraceDays: number;
};

/** A grant that the plan gave for a credit period, and what the ledger says became of it. */
export type PlanGrant = {
  id: string;
  itemId: string;
  periodAt: Date;
  part: string;
  amountCredits: number;
  remainingCredits: number;
  expiresAt: Date | null;
  isVoided: boolean;
  /** Expired unspent. */
  lapsedCredits: number;
  /** Taken back unspent. */
  takenCredits: number;
};
