import type { UsageHistory } from '@scrip/database';
import { computeCost } from '../../settings/price.ts';
import type { Price } from '../../settings/schema.ts';
import type { PreviewProposal } from '../schema.ts';
import { addSlice, noTotals, type PreviewTotals, type SliceEffect } from '../totals.ts';

export type ReplayedEntry = Pick<
  UsageHistory,
  | 'id'
  | 'userId'
  | 'kind'
  | 'featureKey'
  | 'creditsUsed'
  | 'balanceAfter'
  | 'timestamp'
  | 'refundOfId'
  | 'holdId'
  | 'grantId'
  | 'quantity'
  | 'model'
  | 'details'
> & { versionFlat: number | null };

type Replay = { proposal: PreviewProposal; overdraftOf: ReadonlyMap<string, number> };

/** The preview by walking the entries one by one, in order; shares no arithmetic with the statement but `computeCost`. `before`: of other users. */
export function replayEntries(
  entries: ReplayedEntry[],
  replay: Replay,
  before: PreviewTotals = noTotals,
): PreviewTotals {
  const byUser = Map.groupBy(entries, ({ userId }) => userId);
  let totals = before;
  for (const [userId, own] of byUser) totals = addSlice(totals, replayUser(userId, own, replay));
  return totals;
}

function replayUser(
  userId: string,
  entries: ReplayedEntry[],
  { proposal, overdraftOf }: Replay,
): SliceEffect {
  const features = new Map<string, SliceEffect['features'][number]>();
  const plans = new Map<string, SliceEffect['plans'][number]>();
  const spends = new Map<string, { before: number; after: number; refunded: number; returned: number }>();
  const user: SliceEffect['users'][number] = {
    userId,
    entries: entries.length,
    netBefore: 0,
    netAfter: 0,
    runOutAt: null,
    runOutEntryId: null,
    missingCredits: null,
  };
  const allowance = overdraftOf.get(userId) ?? 0;
  /** How much more there would be than there was. */
  let extra = 0;
  for (const entry of entries) {
    const { after, isUnpriceable } = costAfter(entry, proposal, spends);
    if (entry.kind === 'SPEND') {
      spends.set(entry.id, { before: entry.creditsUsed, after, refunded: 0, returned: 0 });
    }
    if (entry.featureKey && (entry.kind === 'SPEND' || entry.kind === 'REFUND')) {
      const sums = features.get(entry.featureKey) ?? noSums(entry.featureKey);
      features.set(entry.featureKey, sums);
      if (entry.kind === 'SPEND') {
        sums.spends += 1;
        sums.spentBefore += entry.creditsUsed;
        sums.spentAfter += after;
        sums.unpriceable += isUnpriceable ? 1 : 0;
      } else {
        sums.refundedBefore -= entry.creditsUsed;
        sums.refundedAfter -= after;
      }
      user.netBefore += entry.creditsUsed;
      user.netAfter += after;
    }
    const planId = planOf(entry);
    if (planId !== null && Object.hasOwn(proposal.planCredits, planId)) {
      const sums = plans.get(planId) ?? { planId, grants: 0, grantedBefore: 0, grantedAfter: 0 };
      plans.set(planId, sums);
      sums.grants += 1;
      sums.grantedBefore -= entry.creditsUsed;
      sums.grantedAfter -= after;
    }
    const isRemoval = entry.kind === 'EXPIRY' || (entry.kind === 'ADJUSTMENT' && entry.grantId !== null);
    extra = isRemoval ? Math.min(extra + entry.creditsUsed, 0) : extra + entry.creditsUsed - after;
    const simulated = entry.balanceAfter + extra;
    const isShort = extra < 0 && simulated < -allowance && after > 0;
    if (entry.kind === 'SPEND' && isShort && user.runOutAt === null) {
      user.runOutAt = entry.timestamp.toISOString();
      user.runOutEntryId = entry.id;
      user.missingCredits = -allowance - simulated;
    }
  }
  return { features: [...features.values()], plans: [...plans.values()], users: [user] };
}

function noSums(featureKey: string): SliceEffect['features'][number] {
  return {
    featureKey,
    spends: 0,
    spentBefore: 0,
    spentAfter: 0,
    refundedBefore: 0,
    refundedAfter: 0,
    unpriceable: 0,
  };
}

function costAfter(
  entry: ReplayedEntry,
  { prices, planCredits }: PreviewProposal,
  spends: Map<string, { before: number; after: number; refunded: number; returned: number }>,
): { after: number; isUnpriceable: boolean } {
  const asBefore = { after: entry.creditsUsed, isUnpriceable: false };
  if (entry.kind === 'SPEND') {
    const price =
      entry.featureKey && Object.hasOwn(prices, entry.featureKey) ? prices[entry.featureKey] : undefined;
    const isNamed =
      entry.holdId !== null && entry.quantity === null && entry.versionFlat !== entry.creditsUsed;
    if (!price || isNamed) return asBefore;
    const cost = tryCost(price, entry);
    return cost === null ? { ...asBefore, isUnpriceable: true } : { after: cost, isUnpriceable: false };
  }
  if (entry.kind === 'REFUND') {
    const spend = spends.get(entry.refundOfId ?? '');
    if (!spend) return asBefore;
    spend.refunded -= entry.creditsUsed;
    const due = Number((BigInt(spend.refunded) * BigInt(spend.after)) / BigInt(spend.before));
    const after = spend.returned - due;
    spend.returned = due;
    return { after: after === 0 ? 0 : after, isUnpriceable: false };
  }
  const planId = planOf(entry);
  const credits = planId !== null && Object.hasOwn(planCredits, planId) ? planCredits[planId] : undefined;
  return credits === undefined ? asBefore : { after: 0 - credits, isUnpriceable: false };
}

function tryCost(price: Price, { quantity, model }: ReplayedEntry): number | null {
  try {
    return computeCost(price, { quantity: quantity ?? undefined, model: model ?? undefined });
  } catch {
    return null;
  }
}

function planOf({ kind, details }: ReplayedEntry): string | null {
  if (kind !== 'GRANT' || typeof details !== 'object' || details === null || Array.isArray(details))
    return null;
  return details.part === 'base' && typeof details.planId === 'string' ? details.planId : null;
}
