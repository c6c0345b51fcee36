import type { Details, EntryKind, GrantSource, UsageReport } from './wire.ts';

/** Whom a call is about: Scrip's id of the user, Clerk's (`user_...`), or `me` for the owner of the key. */
export type OfUser = { userId: string };

/** Made where none is given, and kept while the call is tried again. Give one to repeat a call after a crash. */
type Keyed = { idempotencyKey?: string };

export type Use = {
  featureKey: string;
  /** Units of use, such as tokens, images or seconds. */
  quantity?: number;
  model?: string;
};

export type SpendRequest = Use & Keyed & { quoteId?: string; details?: Details };
export type QuoteRequest = Use & { ttlSeconds?: number };

export type HoldRequest = Use &
  Keyed & {
    /** Instead of what the price asks for. */
    amountCredits?: number;
    /** When the hold ends by itself; 10 minutes unless told. */
    ttlSeconds?: number;
    details?: Details;
  };

export type CaptureRequest = Keyed & {
  holdId: string;
  /** What was used, charged at the price that the hold was made at. */
  quantity?: number;
  model?: string;
  /** Instead of what the price asks for; without it and without a quantity, all that is held. */
  amountCredits?: number;
  details?: Details;
};

export type ReleaseRequest = Keyed & { holdId: string };
export type ExtendRequest = ReleaseRequest & {
  /** From now. */
  ttlSeconds: number;
};

export type RefundRequest = Keyed & {
  spendId: string;
  /** Without it: all that is left of the spend. */
  amountCredits?: number;
  graceSeconds?: number;
  details?: Details;
};

export type GrantRequest = Keyed & {
  amountCredits: number;
  source: GrantSource;
  /** Lower burns first; 100 unless told. */
  priority?: number;
  startsAt?: Date | string;
  expiresAt?: Date | string;
  details?: Details;
};

export type EntriesRequest = {
  kinds?: EntryKind[];
  featureKeys?: string[];
  models?: string[];
  apiKeyIds?: string[];
  minCredits?: number;
  maxCredits?: number;
  text?: string;
  idempotencyKey?: string;
  from?: string;
  to?: string;
  cursor?: string | null;
  limit?: number;
};

type Preset =
  | 'today'
  | 'yesterday'
  | 'last7Days'
  | 'last30Days'
  | 'last90Days'
  | 'thisMonth'
  | 'lastMonth'
  | 'last12Months';

export type UsageRequest = {
  /** Thirty days up to today unless told. */
  period?: { preset: Preset } | { from: string; to: string };
  timeZone?: string;
  grain?: UsageReport['grain'];
  by?: UsageReport['by'];
  compare?: boolean;
};
