import type { RouterOutputs } from '@scrip/api';
import { formatCredits } from '../../format/numbers.ts';
import { plural, t } from '../../i18n/t.ts';

export type AdminFeature = RouterOutputs['features']['get'];
export type Price = NonNullable<AdminFeature['price']>;

/** A price in one line: "5 credits a use", "3 credits per 1,000 × token, at least 1 credit". */
export function describePrice(price: Price | null, unit: string): string {
  if (price === null) return t('No price: it cannot be used');
  if ('flat' in price) {
    return price.flat === 0 ? t('Free') : t('{credits} a use', { credits: formatCredits(price.flat) });
  }
  const { credits, units } = price.perUnit;
  const rate =
    units === 1
      ? t('{credits} per {unit}', { credits: formatCredits(credits), unit })
      : t('{credits} per {units} × {unit}', { credits: formatCredits(credits), units, unit });
  const models = Object.keys(price.models ?? {}).length;
  return [
    rate,
    price.minimumCredits ? t('at least {credits}', { credits: formatCredits(price.minimumCredits) }) : '',
    models > 0 ? plural(models, 'for {count} model', 'for {count} models') : '',
  ]
    .filter(Boolean)
    .join(', ');
}
