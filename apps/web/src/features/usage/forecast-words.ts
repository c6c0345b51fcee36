import type { RouterOutputs } from '@scrip/api';
import { formatDate } from '../../format/dates.ts';
import { formatCredits, formatDecimal, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';

export type Forecast = RouterOutputs['usage']['forecast'];
type RunOut = NonNullable<Forecast['expected']>;

/** How long the balance lasts, as the one figure of the panel. */
export function daysLeftWords({ daysLeft }: RunOut): { value: string; unit?: string } {
  if (daysLeft === null) return { value: t('Over a year') };
  if (daysLeft <= 0) return { value: t('Now') };
  if (daysLeft < 1) return { value: t('Under a day') };
  const days = Math.floor(daysLeft);
  return { value: formatNumber(days), unit: days === 1 ? t('day') : t('days') };
}

/** From when to when it may run out. */
export function rangeWords({ earliest, latest }: Pick<Forecast, 'earliest' | 'latest'>): string {
  if (!earliest?.at) return t('It does not run out within a year, even if more is used than expected.');
  const from = formatDate(earliest.at);
  if (!latest?.at) return t('On {date} at the earliest; if less is used, not within a year.', { date: from });
  const to = formatDate(latest.at);
  return from === to
    ? t('On {date}, give or take a day.', { date: from })
    : t('Between {from} and {to}.', { from, to });
}

export function rateWords({ creditsPerDay, low, high }: NonNullable<Forecast['burn']>): string {
  return t('{credits} credits a day, from {low} to {high}', {
    credits: formatDecimal(creditsPerDay),
    low: formatDecimal(low),
    high: formatDecimal(high),
  });
}

const events = {
  expiry: '{credits} expire unused',
  renewal: '{credits} with the renewal',
  start: '{credits} of a grant that starts',
} as const;

export function eventWords({ kind, credits }: Forecast['events'][number]): string {
  return t(events[kind], { credits: formatCredits(Math.abs(credits)) });
}
