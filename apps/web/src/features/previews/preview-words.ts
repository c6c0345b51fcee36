import type { RouterOutputs } from '@scrip/api';
import { formatDecimal } from '../../format/numbers.ts';
import type { Price } from '../settings/price-words.ts';

export type Preview = RouterOutputs['previews']['get'];
export type PreviewResult = NonNullable<Preview['result']>;
export type Proposal = { prices: Record<string, Price>; planCredits: Record<string, number> };

/** Keys in any order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export function isSameProposal({ prices, planCredits }: Proposal, other: Proposal): boolean {
  return (
    canonical({ prices, planCredits }) === canonical({ prices: other.prices, planCredits: other.planCredits })
  );
}

/** A change in percent: "+12.5 %"; nothing where it began at nothing. */
export function formatShare(before: number, after: number): string {
  if (before === 0) return '–';
  const percent = (100 * (after - before)) / before;
  return `${percent > 0 ? '+' : ''}${formatDecimal(percent)} %`;
}
