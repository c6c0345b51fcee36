import type { NewAnomaly } from './anomaly-repository.ts';

const numbers = new Intl.NumberFormat('en');

/** What a user who spent far more than usual is told. */
export function composeAnomalyMail({ userId, span, creditsSpent, usualCredits }: NewAnomaly) {
  const when = span === 'day' ? 'today (UTC)' : 'in this hour';
  const usual = span === 'day' ? 'a usual day' : 'a usual hour of use';
  return {
    userId,
    subject: `Unusual use: ${numbers.format(creditsSpent)} credits ${span === 'day' ? 'today' : 'in an hour'}`,
    paragraphs: [
      `You have spent ${numbers.format(creditsSpent)} credits ${when}. ${span === 'day' ? 'On' : 'In'} ${usual} it is ${numbers.format(usualCredits)}.`,
      'If this was not you, look at what they were spent on.',
    ],
    action: { label: 'See your usage', path: '/usage' },
  };
}
