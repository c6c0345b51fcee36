import type { ApiKeyScope } from '@scrip/api';
import { type PlainText, plural, t } from '../../i18n/t.ts';
import type { ApiKey } from './key-search.ts';

/** What each scope allows, as its checkbox says it. */
export const scopeWords: Record<ApiKeyScope, { label: PlainText; allows: PlainText }> = {
  check: { label: 'Check', allows: 'Ask whether a use could be paid now' },
  quote: { label: 'Quote', allows: 'Ask what a use would cost' },
  spend: { label: 'Spend', allows: 'Charge for a use' },
  hold: { label: 'Hold', allows: 'Set credits aside, then charge or release them' },
  refund: { label: 'Refund', allows: 'Give back what was charged' },
  grant: { label: 'Grant', allows: 'Give credits to any user' },
  'balance:read': { label: 'Read balance', allows: 'See the balance and its grants' },
  'entries:read': { label: 'Read entries', allows: 'See the history' },
  'usage:read': { label: 'Read usage', allows: 'See usage by feature and day' },
};

type Period = NonNullable<ApiKey['spendCap']>['period'];

export const periodLabels: Record<Period, PlainText> = {
  DAY: 'A day',
  MONTH: 'A month',
  TOTAL: 'In total',
};

const usedWords = {
  DAY: '{used} of {limit} a day',
  MONTH: '{used} of {limit} a month',
  TOTAL: '{used} of {limit} in total',
} as const;

export const stateLabels: Record<ApiKey['state'], PlainText> = {
  active: 'Active',
  expired: 'Expired',
  revoked: 'Revoked',
};

/** What was used of a key's spend cap: "30 of 1,000 a day". */
export function capWords({ spendCap }: Pick<ApiKey, 'spendCap'>): string {
  if (!spendCap) return t('No cap');
  const { usedCredits, limitCredits, period } = spendCap;
  return t(usedWords[period], { used: usedCredits, limit: limitCredits });
}

/** From where a key may be used, and how often; empty: from everywhere, as often as others. */
export function limitWords(key: ApiKey): string {
  const { rateLimitPerMinute, allowedOrigins, allowedAddresses } = key;
  const rate =
    rateLimitPerMinute === null
      ? []
      : [plural(rateLimitPerMinute, '{count} call a minute', '{count} calls a minute')];
  return [...rate, ...allowedOrigins, ...allowedAddresses].join(', ');
}
