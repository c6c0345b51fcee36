import { Account } from '../account/account.ts';
import { type AccountState, type GrantState, type HoldState, noPlan } from '../account/state.ts';
import type { Burn } from '../burn-down.ts';
import type { EntryDraft } from '../receipt.ts';
import type { SpendCap } from '../spend-caps.ts';

export const start = new Date('2026-11-10T00:00:00Z');

export function minutes(count: number): Date {
  return new Date(start.getTime() + count * 60_000);
}

/** A started grant, all of it left. */
export function grantOf(id: string, amountCredits: number, rest: Partial<GrantState> = {}): GrantState {
  return {
    id,
    entryId: `entry-of-${id}`,
    originGrantId: null,
    source: 'PROMOTION',
    priority: 100,
    amountCredits,
    remainingCredits: amountCredits,
    startsAt: start,
    expiresAt: null,
    voidedAt: null,
    ...noPlan,
    createdAt: start,
    ...rest,
  };
}

export function scheduled(id: string, amountCredits: number, rest: Partial<GrantState> = {}): GrantState {
  return grantOf(id, amountCredits, { entryId: null, remainingCredits: 0, startsAt: minutes(10), ...rest });
}

export function holdOf(id: string, shares: HoldState['shares'], rest: Partial<HoldState> = {}): HoldState {
  return {
    id,
    featureKey: 'chat',
    operationType: 'CUSTOM',
    priceVersionId: null,
    quantity: null,
    model: null,
    amountCredits: shares.reduce((sum, { credits }) => sum + credits, 0),
    capturedCredits: 0,
    status: 'OPEN',
    shares,
    actorId: null,
    apiKeyId: null,
    details: null,
    expiresAt: minutes(60),
    endedAt: null,
    createdAt: start,
    ...rest,
  };
}

export function uncoveredOf(seq: number, ownedFrom: number, ownedTo: number): Burn {
  return { fromSeq: seq - 1, toSeq: seq, ownedFrom, ownedTo, grantId: null, isRefunded: false };
}

export function capOf(rest: Partial<SpendCap> = {}): SpendCap {
  const periodStart = start.toISOString();
  return { period: 'DAY', featureKey: null, limitCredits: 10, usedCredits: 4, periodStart, ...rest };
}

export function draftAt(at: Date): EntryDraft {
  return {
    id: 'draft',
    userId: 'user',
    idempotencyKey: 'key',
    requestHash: '',
    actorId: null,
    apiKeyId: null,
    details: null,
    at,
  };
}

/** An account that owns what its grants have left, less what the overdraft stands in for. */
export function accountOf(
  {
    grants = [],
    holds = [],
    uncovered = [],
  }: { grants?: GrantState[]; holds?: HoldState[]; uncovered?: Burn[] } = {},
  rest: Partial<AccountState> = {},
): Account {
  const held = holds.flatMap(({ shares }) => shares);
  const lacking = uncovered.reduce((sum, row) => sum + row.ownedFrom - row.ownedTo, 0);
  const unheld = held.reduce((sum, { grantId, credits }) => sum + (grantId === null ? credits : 0), 0);
  const left = grants.reduce((sum, { remainingCredits }) => sum + remainingCredits, 0);
  return new Account({
    userId: 'user',
    balanceId: 'balance',
    isActive: true,
    creditsRemaining: left - lacking - unheld,
    creditsHeld: held.reduce((sum, { credits }) => sum + credits, 0),
    lastSeq: 9,
    lastEntryAt: null,
    overdraftCredits: 0,
    settledSeq: 9,
    changeSeq: 0,
    spendCaps: [],
    lowThresholdCredits: null,
    lowSince: null,
    grants: new Map(grants.map((grant) => [grant.id, grant])),
    holds: new Map(holds.map((hold) => [hold.id, hold])),
    uncovered,
    ...rest,
  });
}
