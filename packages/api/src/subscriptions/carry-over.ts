import { amountOf, type Pot } from './credit-pot.ts';

/** What rolls over into a period: what is left of those that end where it begins, up to the cap of its own plan. */
export function wantedCarry(pot: Pot, pots: Pot[], leftovers: ReadonlyMap<Pot, number>): number {
  const { policy } = pot;
  if (policy?.creditRenewal !== 'rollover') return 0;
  const left = pots
    .filter((other) => heirOf(other, pots) === pot)
    .reduce((sum, other) => sum + (leftovers.get(other) ?? 0), 0);
  return Math.min(left, policy.rolloverCapCredits ?? left);
}

/**
 * What would have rolled over into a period from those that nobody had heard of by then, and goes on to the next. What
 * was known in time, but did not roll over by the policy of then, stays gone when the policy changes.
 */
export function missedCarry({ grants, isPaid }: Pot, carried: number, fromUnheard: number): number {
  if (grants.length === 0 || !isPaid) return 0;
  return Math.max(0, Math.min(carried - amountOf(grants, 'carried'), fromUnheard));
}

/**
 * The one period that what is left of another may go to: the item's own next. Where there is none, that of another item
 * that begins then, but only once the item has ended and owes nothing: until then its own next period may come to be
 * paid, and what is left stays with it in the grace.
 */
function heirOf({ item, period }: Pot, pots: Pot[]): Pot | null {
  if (period.isFreeTrial) return null;
  const next = pots.filter(({ period: { startsAt } }) => startsAt.getTime() === period.endsAt.getTime());
  const own = next.find((pot) => pot.item.id === item.id);
  if (own) return own;
  if (!item.endedAt || item.pastDueSince) return null;
  const [first] = next.toSorted((a, b) => (a.item.id < b.item.id ? -1 : 1));
  return first ?? null;
}
