import type { RouterOutputs } from '@scrip/api';
import { formatDate } from '../../format/dates.ts';
import { formatCredits, formatDecimal, formatNumber } from '../../format/numbers.ts';

export type Forecast = RouterOutputs['usage']['forecast'];
type RunOut = NonNullable<Forecast['expected']>;

/** How long the balance lasts, as the one figure of the panel. */
export function daysLeftWords({ daysLeft }: RunOut): { value: string; unit?: string } {
  if (daysLeft === null) return { value: 'Over a year' };
  if (daysLeft <= 0) return { value: 'Now' };
  if (daysLeft < 1) return { value: 'Under a day' };
  const days = Math.floor(daysLeft);
  return { value: formatNumber(days), unit: days === 1 ? 'day' : 'days' };
}

/** From when to when it may run out. */
export function rangeWords({ earliest, latest }: Pick<Forecast, 'earliest' | 'latest'>): string {
  if (!earliest?.at) return 'It does not run out within a year, even if more is used than expected.';
  const from = formatDate(earliest.at);
  if (!latest?.at) return `On ${from} at the earliest; if less is used, not within a year.`;
  const to = formatDate(latest.at);
  return from === to ? `On ${from}, give or take a day.` : `Between ${from} and ${to}.`;
}

export function rateWords({ creditsPerDay, low, high }: NonNullable<Forecast['burn']>): string {
  return `${formatDecimal(creditsPerDay)} credits a day, from ${formatDecimal(low)} to ${formatDecimal(high)}`;
}

const events: Record<Forecast['events'][number]['kind'], (credits: string) => string> = {
  expiry: (credits) => `${credits} expire unused`,
  renewal: (credits) => `${credits} with the renewal`,
  start: (credits) => `${credits} of a grant that starts`,
};

export function eventWords({ kind, credits }: Forecast['events'][number]): string {
  return events[kind](formatCredits(Math.abs(credits)));
}
