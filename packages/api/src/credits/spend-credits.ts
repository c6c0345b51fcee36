import { requireAccount } from '../authorization.ts';
import { engineOf, type ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { getFeaturePrice } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import { draftEntry, findReplay, getReplay, insufficientCredits, unreachable } from './receipt.ts';
import { Details, type Entry, type EntryReceipt, SpendCreditsRequest } from './schema.ts';
import type { FinalVerdict } from './spend-queue.ts';
import { type SpendDraft, writeSpends } from './spend-statement.ts';

/**
 * Charges one feature at its current price. Decided by the balance row under lock: concurrent calls never overdraw.
 * The same key again answers with the original entry, also when the price has changed or the credits are gone.
 *
 * @throws INSUFFICIENT_CREDITS with `{ required, available }`, UNKNOWN_FEATURE, ACCOUNT_INACTIVE, NOT_FOUND (no such
 * user, or not yours), CONFLICT (key used for another request), INVALID_INPUT. All leave nothing behind.
 */
export async function spendCredits(ctx: ServiceContext, input: SpendCreditsRequest): Promise<EntryReceipt> {
  requireAccount(ctx, input.userId);
  const request = parseInput(SpendCreditsRequest, input);
  const { featureKey, details } = request;
  const draft = draftEntry(ctx, request, { verb: 'spend', featureKey, details });
  const price = await findPriceOrReplay();
  if ('replayed' in price) return price;

  const { costCredits, operationType } = price;
  const verdict = await decide(ctx, { ...draft, costCredits, featureKey, operationType });
  switch (verdict.kind) {
    case 'accepted':
      return {
        entry: toSpendEntry({ ...draft, costCredits, featureKey, operationType }, verdict),
        replayed: false,
      };
    case 'no-balance':
      throw notFound('user');
    case 'inactive':
      throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
    case 'insufficient':
      throw insufficientCredits(costCredits, verdict.availableCredits);
    case 'key-used':
      return getReplay(ctx, draft);
  }

  /** A retry must get its original answer even if the feature has been archived since. */
  async function findPriceOrReplay() {
    try {
      return await getFeaturePrice(ctx, featureKey);
    } catch (error) {
      const replay = await findReplay(ctx, draft);
      if (replay) return replay;
      throw error;
    }
  }
}

async function decide(ctx: ServiceContext, draft: SpendDraft): Promise<FinalVerdict> {
  const queue = engineOf(ctx)?.spends;
  if (queue) return queue.submit(draft);
  const [verdict] = await writeSpends(ctx.db, [draft]);
  if (!verdict || verdict.kind === 'undecided') throw unreachable(draft);
  return verdict;
}

function toSpendEntry(
  draft: SpendDraft,
  verdict: { seq: number; balanceAfter: number; details: unknown },
): Entry {
  const { id, userId, actorId, idempotencyKey, featureKey, operationType, costCredits, at } = draft;
  return {
    id,
    userId,
    kind: 'SPEND',
    operationType,
    featureKey,
    creditsUsed: costCredits,
    seq: verdict.seq,
    balanceAfter: verdict.balanceAfter,
    refundOfId: null,
    actorId,
    idempotencyKey,
    details: verdict.details === null ? null : Details.parse(verdict.details),
    timestamp: at,
  };
}
