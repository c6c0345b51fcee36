import type { ChargeState, FailureKind } from '@scrip/api';
import { formatCredits } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';

const whatHappened: Record<Exclude<FailureKind, 'failed'>, PlainText> = {
  timeout: 'the model took too long',
  empty: 'the answer was empty',
  stopped: 'you stopped it',
};

/** One line under an answer: what it cost, and why it came back. */
export function chargeWords(charge: ChargeState, hasText: boolean): string {
  const { creditsUsed, status, failure } = charge;
  if (failure === null)
    return creditsUsed === 0 ? t('Free') : t('{credits} charged', { credits: formatCredits(creditsUsed) });
  const reason =
    failure !== 'failed'
      ? t(whatHappened[failure])
      : hasText
        ? t('the model failed midway')
        : t('the model failed at the start');
  if (creditsUsed === 0) return t('Free: {reason}', { reason });
  const credits = formatCredits(creditsUsed);
  return status === 'refunded'
    ? t('{credits} refunded: {reason}', { credits, reason })
    : t('{credits} will be refunded soon: {reason}', { credits, reason });
}
