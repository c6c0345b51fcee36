import { formatCredits, formatDecimal, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import type { ExplainedEntry } from './explain-entry.ts';

type ChargedPrice = NonNullable<ExplainedEntry['price']>;

/** What a use cost then: "1 credit for each use", "3 credits for 1,000 tokens, at least 1 credit". */
export function rateWords({ price, unit }: Pick<ChargedPrice, 'price' | 'unit'>): string {
  if ('flat' in price) return t('{credits} for each use', { credits: formatCredits(price.flat) });
  const { perUnit, minimumCredits } = price;
  const rate = t('{credits} for {count} {unit}', {
    credits: formatCredits(perUnit.credits),
    count: perUnit.units,
    unit: unitWord(unit, perUnit.units),
  });
  return minimumCredits
    ? `${rate}, ${t('at least {credits}', { credits: formatCredits(minimumCredits) })}`
    : rate;
}

/** What was used: "1,250 tokens of gpt-large, at 150 % of the rate". Null when the entry names nothing. */
export function quantityWords(
  { quantity, model }: Pick<ExplainedEntry, 'quantity' | 'model'>,
  charged: Pick<ChargedPrice, 'price' | 'unit'> | null,
): string | null {
  const parts = [
    quantity === null ? null : `${formatNumber(quantity)} ${unitWord(charged?.unit ?? t('unit'), quantity)}`,
    model,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const words = parts.join(` ${t('of')} `);
  const percent = model === null ? undefined : multiplierOf(charged, model);
  return percent === undefined || percent === 100
    ? words
    : `${words}, ${t('at {percent} % of the rate', { percent: formatDecimal(percent) })}`;
}

function multiplierOf(charged: Pick<ChargedPrice, 'price'> | null, model: string): number | undefined {
  const price = charged?.price;
  return price && 'perUnit' in price ? price.models?.[model]?.multiplierPercent : undefined;
}

/** Units are named in the singular. */
function unitWord(unit: string, count: number): string {
  return count === 1 || unit.endsWith('s') ? unit : `${unit}s`;
}
