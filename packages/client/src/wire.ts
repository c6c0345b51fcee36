/**
 * What travels between a program and Scrip, written out so that the published types need nothing else. A test holds it
 * against the router. Instants are ISO 8601 texts, credits whole numbers.
 */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Details = Record<string, Json>;

export type EntryKind = 'SPEND' | 'REFUND' | 'GRANT' | 'EXPIRY' | 'ADJUSTMENT';
export type GrantSource = 'SIGN_UP' | 'PLAN' | 'PURCHASE' | 'PROMOTION' | 'ADMIN';

/** One row of the ledger. */
export type Entry = {
  id: string;
  userId: string;
  kind: EntryKind;
  operationType: string;
  featureKey: string | null;
  /** Positive when credits left, negative when they came back. */
  creditsUsed: number;
  seq: number;
  /** Remaining plus held after this entry. */
  balanceAfter: number;
  refundOfId: string | null;
  holdId: string | null;
  grantId: string | null;
  priceVersionId: string | null;
  quantity: number | null;
  model: string | null;
  actorId: string | null;
  apiKeyId: string | null;
  idempotencyKey: string;
  details: Details | null;
  timestamp: string;
};

/** `replayed`: the key had been used for this very request, which was not carried out again. */
export type EntryReceipt = { entry: Entry; replayed: boolean };

export type Hold = {
  id: string;
  userId: string;
  featureKey: string;
  operationType: string;
  priceVersionId: string | null;
  quantity: number | null;
  model: string | null;
  amountCredits: number;
  capturedCredits: number;
  status: 'OPEN' | 'CAPTURED' | 'RELEASED' | 'EXPIRED';
  actorId: string | null;
  apiKeyId: string | null;
  details: Details | null;
  expiresAt: string;
  endedAt: string | null;
  createdAt: string;
};
export type HoldReceipt = { hold: Hold; replayed: boolean };

export type SpendCheck = {
  canAfford: boolean;
  costCredits: number;
  /** What can be spent, the overdraft included. */
  availableCredits: number;
};

export type SpendQuote = { quoteId: string; costCredits: number; priceVersionId: string; expiresAt: string };

export type Grant = {
  id: string;
  entryId: string | null;
  originGrantId: string | null;
  source: GrantSource;
  priority: number;
  amountCredits: number;
  remainingCredits: number;
  state: 'SCHEDULED' | 'ACTIVE' | 'EXHAUSTED' | 'EXPIRED' | 'VOIDED';
  startsAt: string;
  expiresAt: string | null;
  voidedAt: string | null;
  planItemId: string | null;
  planPeriodAt: string | null;
  planPart: string | null;
  createdAt: string;
};
/** `entry` is null for a grant that starts later. */
export type GrantReceipt = { grant: Grant; entry: Entry | null; replayed: boolean };

export type Balance = {
  creditsRemaining: number;
  creditsHeld: number;
  lastSeq: number;
  plan: { id: string; name: string; credits: number } | null;
  lowThreshold: number;
  isLow: boolean;
  grantedThisPeriod: number;
  /** Grants with credits left, in the order in which they burn. */
  grants: {
    id: string;
    source: GrantSource;
    amountCredits: number;
    remainingCredits: number;
    startsAt: string;
    expiresAt: string | null;
  }[];
};

export type EntryPage = { items: Entry[]; nextCursor: string | null; previousCursor: string | null };

export type UsageFigures = {
  creditsUsed: number;
  creditsSpent: number;
  creditsRefunded: number;
  spends: number;
  refunds: number;
  creditsPerSpend: number | null;
};

type ReportedPeriod = {
  from: string;
  to: string;
  startsAt: string;
  endsAt: string;
  buckets: { day: string; startsAt: string; endsAt: string }[];
  totals: UsageFigures;
  creditsPerDay: number;
};
export type UsageReport = ReportedPeriod & {
  timeZone: string;
  grain: 'hour' | 'day' | 'week' | 'month';
  by: 'feature' | 'operationType' | 'model' | 'caller' | 'apiKey' | 'plan';
  series: {
    key: string | null;
    name: string;
    totals: UsageFigures;
    creditsUsed: number[];
    creditsSpent: number[];
    creditsRefunded: number[];
    spends: number[];
  }[];
  activeUsers: number | null;
  previous:
    | (ReportedPeriod & { creditsUsed: number[]; series: { key: string | null; totals: UsageFigures }[] })
    | null;
};
