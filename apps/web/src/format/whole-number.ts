import { perLocale } from './formatter.ts';

const whole = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const MINUS = '−';

export function withTrueMinus(text: string): string {
  return text.replace('-', MINUS);
}

export function formatNumber(value: number): string {
  return withTrueMinus(whole().format(value));
}
