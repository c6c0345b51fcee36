import { readWhole } from '../../format/read-whole.ts';
import { type PriceDraft, readPriceDraft } from '../settings/price-draft.ts';
import type { Price } from '../settings/price-words.ts';
import type { Proposal } from './preview-words.ts';

const MAX_CREDITS = 2_147_483_647;

/** What is proposed together; null while a part is missing or wrong, or nothing is proposed. */
export function readProposal(
  prices: ReadonlyMap<string, PriceDraft>,
  credits: ReadonlyMap<string, string>,
  features: readonly { key: string; defaultPrice: Price | null }[],
): Proposal | null {
  if (prices.size + credits.size === 0) return null;
  const proposal: Proposal = { prices: {}, planCredits: {} };
  for (const [key, draft] of prices) {
    const read = readPriceDraft(draft);
    const byDefault = features.find((feature) => feature.key === key)?.defaultPrice ?? null;
    const price = 'price' in read ? (read.price ?? byDefault) : null;
    if (price === null) return null;
    proposal.prices[key] = price;
  }
  for (const [id, text] of credits) {
    const amount = readWhole(text);
    if (amount === null || amount < 0 || amount > MAX_CREDITS) return null;
    proposal.planCredits[id] = amount;
  }
  return proposal;
}
