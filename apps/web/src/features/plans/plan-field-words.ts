import { formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { formatPrice } from './price.ts';

/** What people call the fields of a plan. */
export const fieldNames: Record<string, PlainText> = {
  clerkId: 'Clerk plan id',
  clerkName: 'Name at Clerk',
  name: 'Name',
  currency: 'Currency',
  priceMonthlyCents: 'Price per month',
  priceYearlyCents: 'Price per year',
  description: 'Description',
  features: 'Features',
};

type Value = string | number | boolean | null | { name: string }[];

/** A field's value as people read it; a price without its currency counts the smallest units. */
export function showValue(field: string, value: Value, currency: string | null): string {
  if (value === null) return t('none');
  if (Array.isArray(value)) return value.length === 0 ? t('none') : value.map(({ name }) => name).join(', ');
  if (typeof value !== 'number') return String(value);
  if (!field.endsWith('Cents')) return formatNumber(value);
  return currency ? formatPrice(value, currency) : t('{count} cents', { count: value });
}
