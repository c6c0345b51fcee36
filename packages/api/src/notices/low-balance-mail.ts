import type { LowBalance } from './repository.ts';

const numbers = new Intl.NumberFormat('en');
const credits = (count: number) => `${numbers.format(count)} ${Math.abs(count) === 1 ? 'credit' : 'credits'}`;

/** What the owner of a balance that became low is told, once per crossing. */
export function composeLowBalanceMail({ userId, creditsRemaining, lowThresholdCredits }: LowBalance) {
  const isSpent = creditsRemaining <= 0;
  const limit =
    lowThresholdCredits === null ? '' : ` Low means ${numbers.format(lowThresholdCredits)} or less.`;
  return {
    userId,
    subject: isSpent ? 'You have no credits left' : `Your balance is low: ${credits(creditsRemaining)} left`,
    paragraphs: isSpent
      ? ['You have no credits left. Whatever costs credits is refused until new ones arrive.']
      : [
          `You have ${credits(creditsRemaining)} left.${limit}`,
          'When they are spent, whatever costs credits is refused until new ones arrive.',
        ],
    action: { label: 'See your balance', path: '/' },
  };
}
