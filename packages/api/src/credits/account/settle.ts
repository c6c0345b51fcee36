import { mergeShares } from '../burn-down.ts';
import { hashRequest } from '../idempotency.ts';
import { newId } from '../receipt.ts';
import { SYSTEM_KEY_PREFIX } from '../schema.ts';
import type { Account } from './account.ts';
import type { EntryInput, GrantState, HoldState } from './state.ts';

/**
 * Brings an account up to an instant: decides which grants paid for the spends since the last time, then lets happen, in
 * their order, what was due by itself: holds end, grants start and expire. Every entry that this writes bears the instant
 * at which it was due, so nothing depends on when, or whether, a job ran. Returns whether there was anything to do.
 */
export function settleAccount(account: Account, at: Date): boolean {
  let isChanged = settleSpends(account);
  for (;;) {
    const due = account.nextDueAt;
    if (!due || due > at) return isChanged;
    runDue(account, due);
    isChanged = true;
  }
}

/** Spends are the only entries that leave the question open who paid. Between two settlements no grant comes or goes. */
function settleSpends(account: Account): boolean {
  const { state } = account;
  const fromSeq = state.settledSeq;
  if (fromSeq === state.lastSeq) return false;
  const left = account.liveGrants.reduce((sum, grant) => sum + grant.remainingCredits, 0);
  const lacking = state.uncovered.reduce((sum, burnt) => sum + burnt.ownedFrom - burnt.ownedTo, 0);
  const spent = left - lacking - uncoveredHeld(account) - state.creditsRemaining;
  if (spent < 0) throw new Error(`The grants of user ${state.userId} hold ${-spent} credits too few.`);
  state.settledSeq = state.lastSeq;
  account.recordBurns(account.take(spent), fromSeq, account.ownedCredits + spent);
  return true;
}

function uncoveredHeld(account: Account): number {
  const shares = [...account.state.holds.values()].flatMap((hold) => hold.shares);
  return shares.reduce((sum, share) => (share.grantId === null ? sum + share.credits : sum), 0);
}

function runDue(account: Account, due: Date): void {
  for (const hold of account.state.holds.values()) {
    if (hold.expiresAt <= due) endHold(account, hold, 'EXPIRED', due);
  }
  for (const grant of account.state.grants.values()) {
    if (grant.voidedAt) continue;
    if (grant.entryId === null && grant.startsAt <= due) startGrant(account, grant, due);
    else if (grant.expiresAt && grant.expiresAt <= due) {
      for (const { credits } of account.empty(grant)) writeExpiry(account, grant, credits, due);
    }
  }
}

/** Gives back all that a hold took. Credits of a grant that has ended meanwhile expire now. */
export function endHold(account: Account, hold: HoldState, status: 'RELEASED' | 'EXPIRED', at: Date): void {
  account.changeHold(hold, { status, endedAt: at });
  account.unhold(hold.amountCredits);
  account.countTowardsCaps(hold, -hold.amountCredits, hold.createdAt);
  returnShares(account, hold.shares, at);
}

/** Puts shares back into their grants; those whose grants have ended expire. */
export function returnShares(account: Account, shares: HoldState['shares'], at: Date): void {
  for (const { grantId, credits } of mergeShares(account.giveBack(shares, at))) {
    if (grantId) writeExpiry(account, account.grant(grantId), credits, at);
  }
}

function startGrant(account: Account, grant: GrantState, at: Date): void {
  const id = newId(at);
  account.post(
    {
      ...systemEntry(`start:${grant.id}`, at),
      id,
      kind: 'GRANT',
      operationType: 'CREDIT_GRANT',
      creditsUsed: -grant.amountCredits,
    },
    [],
  );
  account.changeGrant(grant, { entryId: id, remainingCredits: grant.amountCredits });
  account.coverOverdraft();
}

function writeExpiry(account: Account, grant: GrantState, credits: number, at: Date): void {
  account.post(
    {
      ...systemEntry(`expiry:${grant.id}:${account.state.lastSeq + 1}`, at),
      kind: 'EXPIRY',
      operationType: 'CREDIT_EXPIRY',
      creditsUsed: credits,
      grantId: grant.id,
    },
    [{ grantId: grant.id, credits }],
  );
}

function systemEntry(
  name: string,
  at: Date,
): Pick<EntryInput, 'id' | 'idempotencyKey' | 'requestHash' | 'actorId' | 'apiKeyId' | 'details' | 'at'> {
  return {
    id: newId(at),
    idempotencyKey: `${SYSTEM_KEY_PREFIX}${name}`,
    requestHash: hashRequest({ verb: 'settle' }),
    actorId: null,
    apiKeyId: null,
    details: null,
    at,
  };
}
