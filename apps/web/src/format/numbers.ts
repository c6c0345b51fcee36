import { plural } from '../i18n/t.ts';
import { perLocale } from './formatter.ts';
import { formatNumber, withTrueMinus } from './whole-number.ts';

export { formatNumber };

const oneDecimal = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const compact = perLocale(
  (locale) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
);

const separator = perLocale((locale) => {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567);
  return parts.find(({ type }) => type === 'group')?.value ?? ',';
});

/** What stands between the thousands where the reader is. */
export const groupSeparator = separator;

/** For rates and averages. */
export function formatDecimal(value: number): string {
  return withTrueMinus(oneDecimal().format(value));
}

/** For axes and other narrow places: 12.5K. */
export function formatCompact(value: number): string {
  return withTrueMinus(compact().format(value));
}

/** A change, always with its sign: +5, −12, 0. */
export function formatChange(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

export function formatCredits(value: number): string {
  return plural(value, '{count} credit', '{count} credits');
}
