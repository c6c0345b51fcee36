import type { ChargeState, FailureKind } from './schema.ts';

const whatHappened: Record<FailureKind, string> = {
  failed: 'The model failed.',
  timeout: 'The model took too long.',
  empty: 'The model gave an empty answer.',
  stopped: 'The answer was stopped.',
};

/** What happened to the answer, and to the credits. */
export function failureSentence(failure: FailureKind, { creditsUsed, status }: ChargeState): string {
  if (creditsUsed === 0) return whatHappened[failure];
  const credits = creditsUsed === 1 ? '1 credit' : `${creditsUsed} credits`;
  const are = creditsUsed === 1 ? 'is' : 'are';
  return status === 'refunded'
    ? `${whatHappened[failure]} Your ${credits} ${are} back.`
    : `${whatHappened[failure]} Your ${credits} will be back soon.`;
}
