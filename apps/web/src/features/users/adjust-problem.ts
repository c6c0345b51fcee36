import type { DomainErrorShape } from '@scrip/api';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { domainErrorOf, sentenceOfError } from '../../trpc/errors.ts';

export type AdjustProblem = {
  /** What the person can correct; null: the whole adjustment. */
  field: 'amount' | 'reason' | null;
  message: string;
  /** The balance is not what the dialog shows. */
  isStale: boolean;
};

/** What to tell an admin whose adjustment was not booked, or may not have been. */
export function describeProblem(error: unknown): AdjustProblem {
  const refusal = domainErrorOf(error);
  if (refusal) return describeRefusal(refusal, sentenceOfError(error));
  const sentence = `${sentenceOfError(error)} ${t('It is not known whether the change was booked. Send it again unchanged: it is booked once at most.')}`;
  return { field: null, message: sentence, isStale: false };
}

export function describeRefusal(refusal: DomainErrorShape, sentence: string): AdjustProblem {
  switch (refusal.code) {
    case 'INSUFFICIENT_CREDITS': {
      const { required, available } = refusal;
      const message = t('Not enough credits: this takes {required}, the account has {available} by now.', {
        required,
        available,
      });
      return { field: 'amount', message, isStale: true };
    }
    case 'BALANCE_MOVED': {
      const { expected, actual } = refusal;
      const message = t(
        'The balance has changed meanwhile: it is {actual}, not {expected}. Nothing was booked.',
        { actual: formatCredits(actual), expected },
      );
      return { field: null, message, isStale: true };
    }
    case 'BALANCE_OVERFLOW': {
      const message = t('A balance holds at most {most}, held ones included.', {
        most: formatCredits(refusal.largest),
      });
      return { field: 'amount', message, isStale: true };
    }
    case 'CONFLICT':
      return {
        field: null,
        message: t('This adjustment clashes with an earlier one and was not booked. Send it again.'),
        isStale: true,
      };
    case 'INVALID_INPUT':
      return describeIssues(refusal.issues, sentence);
    case 'NOT_FOUND':
      return { field: null, message: t('There is no such user any more.'), isStale: false };
    default:
      return { field: null, message: sentence, isStale: false };
  }
}

const fieldsOfPaths: Record<string, 'amount' | 'reason'> = {
  deltaCredits: 'amount',
  creditsRemaining: 'amount',
  reason: 'reason',
};

function describeIssues(issues: { path: string; message: string }[], sentence: string): AdjustProblem {
  for (const { path, message } of issues) {
    const field = fieldsOfPaths[path];
    // The server alone knows when the balance is what was asked for already.
    if (field) return { field, message, isStale: path === 'creditsRemaining' };
  }
  return { field: null, message: sentence, isStale: false };
}
