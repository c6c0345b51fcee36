import type { EntryKind, GrantSource, HoldStatus, OperationType } from '@scrip/database';
import type { Burn, Lot, Share } from '../burn-down.ts';
import type { KeyUse } from '../key-caps.ts';
import type { SpendCap } from '../spend-caps.ts';

export type GrantState = Lot & {
  /** Null while a scheduled grant has not started. */
  entryId: string | null;
  originGrantId: string | null;
  source: GrantSource;
  amountCredits: number;
  startsAt: Date;
  voidedAt: Date | null;
  /** Of a plan's own credits: which subscription item gave them, for which credit period, and as what. */
  planItemId: string | null;
  planPeriodAt: Date | null;
  planPart: string | null;
};

/** For grants that no plan gave. */
export const noPlan = { planItemId: null, planPeriodAt: null, planPart: null };

export type HoldState = {
  id: string;
  featureKey: string;
  operationType: OperationType;
  priceVersionId: string | null;
  quantity: number | null;
  model: string | null;
  amountCredits: number;
  capturedCredits: number;
  status: HoldStatus;
  shares: Share[];
  actorId: string | null;
  apiKeyId: string | null;
  details: object | null;
  expiresAt: Date;
  endedAt: Date | null;
  createdAt: Date;
};

/** One account as its locked row tells it, with what of its grants, holds and overdraft is still open. */
export type AccountState = {
  userId: string;
  balanceId: string;
  isActive: boolean;
  creditsRemaining: number;
  creditsHeld: number;
  lastSeq: number;
  lastEntryAt: Date | null;
  overdraftCredits: number;
  settledSeq: number;
  changeSeq: number;
  spendCaps: SpendCap[];
  /** The balance counts as low at or below this; null before the first grant. */
  lowThresholdCredits: number | null;
  /** When it fell to the threshold; null while it is above. */
  lowSince: Date | null;
  /** Grants with credits left or not started, and every grant that an open hold took from. */
  grants: Map<string, GrantState>;
  holds: Map<string, HoldState>;
  /** Spent of the overdraft and not covered by a grant since, oldest first. */
  uncovered: Burn[];
};

/** An entry as it is to be written, before the account gives it its number. */
export type EntryInput = {
  id: string;
  kind: EntryKind;
  operationType: OperationType;
  featureKey?: string | null;
  creditsUsed: number;
  idempotencyKey: string;
  requestHash: string;
  refundOfId?: string;
  refundSeq?: number;
  holdId?: string;
  grantId?: string;
  priceVersionId?: string | null;
  quantity?: number | null;
  model?: string | null;
  actorId: string | null;
  apiKeyId: string | null;
  details: object | null;
  at: Date;
};

export type NewEntry = Omit<EntryInput, 'at'> & { seq: number; balanceAfter: number; timestamp: Date };

/** What has changed since the account was loaded or last written. */
export type AccountChanges = {
  entries: NewEntry[];
  grants: Set<GrantState>;
  holds: Set<HoldState>;
  burns: Set<Burn>;
  keyUses: KeyUse[];
};
