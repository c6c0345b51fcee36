import { currentLocale } from '../../i18n/language.ts';

/** Digits behind the point: 2 for USD, 0 for JPY, 3 for KWD. */
function decimalsOf(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

/** $29, $29.50, ¥3,000: from the currency's smallest unit, as people of the locale write it. */
export function formatPrice(cents: number, currency: string, locale = currentLocale()): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  });
  return format.format(cents / 10 ** decimalsOf(currency));
}

/**
 * What a person typed as a price, in the currency's smallest unit: "29", "29.5", "1,290.00". Null while there is
 * nothing, NaN when it is no price of this currency.
 */
export function readPrice(text: string, currency: string): number | null {
  const bare = text.replaceAll(/[\s,]/g, '');
  if (bare === '') return null;
  const decimals = decimalsOf(currency);
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(bare) ?? [];
  if (whole === undefined || fraction.length > decimals) return Number.NaN;
  return Number(whole + fraction.padEnd(decimals, '0'));
}

/** As `readPrice` reads it. */
export function writePrice(cents: number | null, currency: string): string {
  if (cents === null) return '';
  const decimals = decimalsOf(currency);
  return (cents / 10 ** decimals).toFixed(decimals);
}

/** Sums of several currencies, side by side. */
export function formatMoney(amounts: { cents: number; currency: string }[]): string {
  return amounts.map(({ cents, currency }) => formatPrice(cents, currency)).join(' + ') || '–';
}
