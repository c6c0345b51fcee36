import { formatCredits, formatDecimal, formatNumber } from '../../format/numbers.ts';
import type { ExplainedEntry } from './explain-entry.ts';

type ChargedPrice = NonNullable<ExplainedEntry['price']>;

/** What a use cost then: "1 credit for each use", "3 credits for 1,000 tokens, at least 1 credit". */
export function rateWords({ price, unit }: Pick<ChargedPrice, 'price' | 'unit'>): string {
  if ('flat' in price) return `${formatCredits(price.flat)} for each use`;
  const { perUnit, minimumCredits } = price;
  const rate = `${formatCredits(perUnit.credits)} for ${formatNumber(perUnit.units)} ${unitWord(unit, perUnit.units)}`;
  return minimumCredits ? `${rate}, at least ${formatCredits(minimumCredits)}` : rate;
}

/** What was used: "1,250 tokens of gpt-large, at 150 % of the rate". Null when the entry names nothing. */
export function quantityWords(
  { quantity, model }: Pick<ExplainedEntry, 'quantity' | 'model'>,
  charged: Pick<ChargedPrice, 'price' | 'unit'> | null,
): string | null {
  const parts = [
    quantity === null ? null : `${formatNumber(quantity)} ${unitWord(charged?.unit ?? 'unit', quantity)}`,
    model,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const words = parts.join(' of ');
  const percent = model === null ? undefined : multiplierOf(charged, model);
  return percent === undefined || percent === 100
    ? words
    : `${words}, at ${formatDecimal(percent)} % of the rate`;
}

function multiplierOf(charged: Pick<ChargedPrice, 'price'> | null, model: string): number | undefined {
  const price = charged?.price;
  return price && 'perUnit' in price ? price.models?.[model]?.multiplierPercent : undefined;
}

/** Units are named in the singular. */
function unitWord(unit: string, count: number): string {
  return count === 1 || unit.endsWith('s') ? unit : `${unit}s`;
}
