import type { ChargeState, FailureKind } from '@scrip/api';
import { formatCredits } from '../../format/numbers.ts';

const whatHappened: Record<FailureKind, string> = {
  failed: 'the model failed',
  timeout: 'the model took too long',
  empty: 'the answer was empty',
  stopped: 'you stopped it',
};

/** One line under an answer: what it cost, and why it came back. */
export function chargeWords(charge: ChargeState, hasText: boolean): string {
  const { creditsUsed, status, failure } = charge;
  if (failure === null) return creditsUsed === 0 ? 'Free' : `${formatCredits(creditsUsed)} charged`;
  const reason =
    failure === 'failed' ? `the model failed ${hasText ? 'midway' : 'at the start'}` : whatHappened[failure];
  if (creditsUsed === 0) return `Free: ${reason}`;
  const credits = formatCredits(creditsUsed);
  return status === 'refunded'
    ? `${credits} refunded: ${reason}`
    : `${credits} will be refunded soon: ${reason}`;
}
