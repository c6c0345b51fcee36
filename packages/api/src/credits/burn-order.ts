export type BurningGrant = {
  id: string;
  priority: number;
  amountCredits: number;
  expiresAt: Date | null;
  createdAt: Date;
};

const never = Number.POSITIVE_INFINITY;

/** Lower priority number first, then soonest expiry, then oldest. */
function compareBurnOrder(a: BurningGrant, b: BurningGrant): number {
  const expiry = (grant: BurningGrant) => grant.expiresAt?.getTime() ?? never;
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (expiry(a) !== expiry(b)) return expiry(a) < expiry(b) ? -1 : 1;
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

/**
 * What is left of each grant when `ownedCredits` are left of all of them, burnt in order: the grants that burn last
 * are the ones that are still whole. Grants with nothing left are dropped; the result is in burn order.
 */
export function computeRemainders<Grant extends BurningGrant>(
  grants: Grant[],
  ownedCredits: number,
): (Grant & { remainingCredits: number })[] {
  let unassigned = Math.max(0, ownedCredits);
  const remainders: (Grant & { remainingCredits: number })[] = [];
  for (const grant of grants.toSorted(compareBurnOrder).reverse()) {
    const remainingCredits = Math.min(grant.amountCredits, unassigned);
    unassigned -= remainingCredits;
    if (remainingCredits > 0) remainders.unshift({ ...grant, remainingCredits });
  }
  return remainders;
}
