import type { ApiKeyScope } from '@scrip/api';
import { formatNumber } from '../../format/numbers.ts';
import type { ApiKey } from './key-search.ts';

/** What each scope allows, as its checkbox says it. */
export const scopeWords: Record<ApiKeyScope, { label: string; allows: string }> = {
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

export const periodLabels: Record<Period, string> = {
  DAY: 'A day',
  MONTH: 'A month',
  TOTAL: 'In total',
};

const periodWords: Record<Period, string> = { DAY: 'a day', MONTH: 'a month', TOTAL: 'in total' };

export const stateLabels: Record<ApiKey['state'], string> = {
  active: 'Active',
  expired: 'Expired',
  revoked: 'Revoked',
};

/** What was used of a key's spend cap: "30 of 1,000 a day". */
export function capWords({ spendCap }: Pick<ApiKey, 'spendCap'>): string {
  if (!spendCap) return 'No cap';
  const { usedCredits, limitCredits, period } = spendCap;
  return `${formatNumber(usedCredits)} of ${formatNumber(limitCredits)} ${periodWords[period]}`;
}

/** From where a key may be used, and how often; empty: from everywhere, as often as others. */
export function limitWords(key: ApiKey): string {
  const { rateLimitPerMinute, allowedOrigins, allowedAddresses } = key;
  const rate = rateLimitPerMinute === null ? [] : [`${formatNumber(rateLimitPerMinute)} calls a minute`];
  return [...rate, ...allowedOrigins, ...allowedAddresses].join(', ');
}
