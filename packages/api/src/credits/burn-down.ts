/** A part of some credits: which grant they are of; without one, the overdraft stands in for them. */
export type Share = { grantId: string | null; credits: number };

/** What of a grant decides when it burns, and how much is left to burn. */
export type Lot = {
  id: string;
  priority: number;
  remainingCredits: number;
  expiresAt: Date | null;
  createdAt: Date;
};

/**
 * What one grant paid, as an interval of the falling balance. An entry after `fromSeq` up to `toSeq` is paid by the grant
 * as far as its own interval overlaps: from what was owned before it down to what was owned after it. The interval of
 * credits that return rises.
 */
export type Burn = {
  fromSeq: number;
  toSeq: number;
  ownedFrom: number;
  ownedTo: number;
  grantId: string | null;
  /** A part of the overdraft that a refund took back, or that refund's own part. */
  isRefunded: boolean;
};

const never = Number.POSITIVE_INFINITY;

/** Lower priority number first, then soonest expiry, then oldest. */
export function compareBurnOrder(a: Omit<Lot, 'remainingCredits'>, b: Omit<Lot, 'remainingCredits'>): number {
  const expiry = (lot: { expiresAt: Date | null }) => lot.expiresAt?.getTime() ?? never;
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (expiry(a) !== expiry(b)) return expiry(a) < expiry(b) ? -1 : 1;
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

export function sumOf(shares: Share[]): number {
  return shares.reduce((sum, { credits }) => sum + credits, 0);
}

/** One share for each grant, in the order in which they first appear. */
export function mergeShares(shares: Share[]): Share[] {
  const credits = new Map<string | null, number>();
  for (const share of shares) credits.set(share.grantId, (credits.get(share.grantId) ?? 0) + share.credits);
  return [...credits].map(([grantId, sum]) => ({ grantId, credits: sum }));
}

/** Which lots pay for these credits, in burn order; what none of them has is a share without a grant. */
export function burn(lots: Lot[], credits: number): Share[] {
  const shares: Share[] = [];
  let unpaid = credits;
  for (const lot of lots.toSorted(compareBurnOrder)) {
    const paid = Math.min(lot.remainingCredits, unpaid);
    if (paid > 0) shares.push({ grantId: lot.id, credits: paid });
    unpaid -= paid;
  }
  return unpaid > 0 ? [...shares, { grantId: null, credits: unpaid }] : shares;
}

/** The first credits of some shares, and the rest of them. */
export function splitShares(shares: Share[], credits: number): { first: Share[]; rest: Share[] } {
  const first: Share[] = [];
  const rest: Share[] = [];
  let wanted = credits;
  for (const { grantId, credits: size } of shares) {
    const taken = Math.min(size, wanted);
    if (taken > 0) first.push({ grantId, credits: taken });
    if (size > taken) rest.push({ grantId, credits: size - taken });
    wanted -= taken;
  }
  return { first, rest };
}

/**
 * Lays the shares of the entries after `fromSeq` up to `toSeq` along the balance, which starts at `ownedFrom`. Shares of
 * credits that return are negative.
 */
export function toBurns(
  shares: Share[],
  along: { fromSeq: number; toSeq: number; ownedFrom: number },
): Burn[] {
  const { fromSeq, toSeq } = along;
  let { ownedFrom } = along;
  return shares.map(({ grantId, credits }) => {
    const isRefunded = grantId === null && credits < 0;
    const burnt = { fromSeq, toSeq, ownedFrom, ownedTo: ownedFrom - credits, grantId, isRefunded };
    ownedFrom = burnt.ownedTo;
    return burnt;
  });
}

/** The part of a falling burn between two points of the balance, `high` above `low`; null if there is none. */
export function cutBurn(burnt: Burn, high: number, low: number): Burn | null {
  const ownedFrom = Math.min(burnt.ownedFrom, high);
  const ownedTo = Math.max(burnt.ownedTo, low);
  return ownedFrom > ownedTo ? { ...burnt, ownedFrom, ownedTo } : null;
}

/** The shares of one entry, out of the burns that its number lies in; negative where credits returned. */
export function sharesOfEntry(entry: { balanceAfter: number; creditsUsed: number }, burns: Burn[]): Share[] {
  const high = entry.balanceAfter + entry.creditsUsed;
  return burns.flatMap((burnt) => {
    const part = entry.creditsUsed < 0 ? burnt : cutBurn(burnt, high, entry.balanceAfter);
    return part ? [{ grantId: part.grantId, credits: part.ownedFrom - part.ownedTo }] : [];
  });
}
