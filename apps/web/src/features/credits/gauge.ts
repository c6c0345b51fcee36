import type { Account } from './note.tsx';

type Gauged = Pick<Account, 'creditsRemaining' | 'creditsHeld' | 'lowThreshold'> & {
  grants: { amountCredits: number }[];
};

/**
 * The gauge in shares of what it can show: all that the grants with credits left gave, or the balance where that is more.
 */
export function computeGauge({ creditsRemaining, creditsHeld, lowThreshold, grants }: Gauged) {
  const given = grants.reduce((sum, { amountCredits }) => sum + amountCredits, 0);
  const spendable = Math.max(0, creditsRemaining);
  const full = Math.max(given, spendable + creditsHeld);
  const shareOf = (credits: number) => (full === 0 ? 0 : Math.min(1, credits / full));
  return { full, left: shareOf(spendable), held: shareOf(creditsHeld), low: shareOf(lowThreshold) };
}
