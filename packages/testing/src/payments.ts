import type { CreditBalance, CreditGrant, CreditHold, GrantBurn, UsageHistory } from '@scrip/database';
import { expect } from 'vitest';

type Ledger = {
  balance: CreditBalance;
  entries: UsageHistory[];
  holds: CreditHold[];
  grants: CreditGrant[];
  burns: GrantBurn[];
};

/** Laws 1 and 8 about who paid: holds and their shares, grants and what they paid, entries and who paid for them. */
export function expectPaymentsHold(ledger: Ledger): void {
  expectHoldsAddUp(ledger);
  expectGrantsAddUp(ledger);
  for (const entry of ledger.entries) expectPaid(entry, ledger);
}

function expectHoldsAddUp({ balance, holds }: Ledger): void {
  for (const hold of holds) {
    expect(
      sum(sharesOf(hold), ({ credits }) => credits),
      'the shares of a hold are the hold',
    ).toBe(hold.amountCredits);
  }
  const open = holds.filter(isOpen);
  expect(balance.creditsHeld, 'open holds are what is held').toBe(sum(open, (hold) => hold.amountCredits));
  for (const hold of open) expectDueBy(balance, hold.expiresAt);
}

function expectGrantsAddUp({ balance, entries, holds, grants, burns }: Ledger): void {
  const held = holds.filter(isOpen).flatMap(sharesOf);
  for (const grant of grants) {
    const isOwn = ({ grantId }: { grantId: string | null }) => grantId === grant.id;
    const paid = sum(burns.filter(isOwn), lengthOf);
    const spoken = paid + sum(held.filter(isOwn), ({ credits }) => credits);
    const given = grant.entryId === null ? 0 : grant.amountCredits;
    expect(grant.remainingCredits + spoken, 'a grant is what is left, paid and held').toBe(given);
    if (grant.voidedAt) expect(grant.remainingCredits, 'nothing is left of a void grant').toBe(0);
    else if (grant.entryId === null) expectDueBy(balance, grant.startsAt);
    else if (grant.expiresAt && grant.remainingCredits > 0) expectDueBy(balance, grant.expiresAt);
  }
  const isLacking = ({ grantId }: { grantId: string | null }) => grantId === null;
  const uncovered = burns.filter((burn) => isLacking(burn) && !burn.isRefunded && lengthOf(burn) > 0);
  const lacking = sum(uncovered, lengthOf) + sum(held.filter(isLacking), ({ credits }) => credits);
  const unsettled = entries.filter(({ seq }) => seq > balance.settledSeq);
  for (const entry of unsettled) {
    expect(entry, 'only spends wait to be settled').toMatchObject({ kind: 'SPEND', holdId: null });
  }
  expect(
    sum(grants, (grant) => grant.remainingCredits) - lacking,
    'the grants, less the overdraft, are the balance',
  ).toBe(balance.creditsRemaining + sum(unsettled, (entry) => entry.creditsUsed));
}

/** Tests have no account from before payments were recorded, so every settled entry was paid for. */
function expectPaid(entry: UsageHistory, { balance, grants, burns }: Ledger): void {
  const { seq, kind, creditsUsed, balanceAfter } = entry;
  const made = sum(
    grants.filter(({ entryId }) => entryId === entry.id),
    (grant) => grant.amountCredits,
  );
  const isGiving = kind === 'GRANT' || (kind === 'ADJUSTMENT' && creditsUsed < 0);
  if (isGiving) expect(made, 'what was given is a grant').toBe(-creditsUsed);
  if (isGiving || seq > balance.settledSeq) return;
  const over = burns.filter((burn) => burn.fromSeq < seq && seq <= burn.toSeq);
  const paid = sum(over, (burn) =>
    creditsUsed < 0
      ? lengthOf(burn)
      : Math.max(
          0,
          Math.min(burn.ownedFrom, balanceAfter + creditsUsed) - Math.max(burn.ownedTo, balanceAfter),
        ),
  );
  expect(paid - made, `entry ${seq} was paid for`).toBe(creditsUsed);
}

function expectDueBy({ nextExpiryAt }: CreditBalance, at: Date): void {
  expect(nextExpiryAt?.getTime(), 'the account is settled in time').toBeLessThanOrEqual(at.getTime());
}

function isOpen({ status }: CreditHold): boolean {
  return status === 'OPEN';
}

function sharesOf({ shares }: CreditHold): { grantId: string | null; credits: number }[] {
  // The column takes any JSON; the service writes a list of these, and what is none fails the sums.
  return shares as { grantId: string | null; credits: number }[];
}

function lengthOf({ ownedFrom, ownedTo }: GrantBurn): number {
  return ownedFrom - ownedTo;
}

function sum<Item>(items: Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
