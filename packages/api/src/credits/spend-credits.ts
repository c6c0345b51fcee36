import { requireAccount } from '../authorization.ts';
import { engineOf, type ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { getPriceBook } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import { draftSpend, isReceipt } from './draft-spend.ts';
import { keyCapReached } from './key-caps.ts';
import { getReplay, insufficientCredits, unreachable } from './receipt.ts';
import { Details, type Entry, type EntryReceipt } from './schema.ts';
import { writeSettledSpends } from './settled-spends.ts';
import { capReached } from './spend-limits.ts';
import type { FinalVerdict } from './spend-queue.ts';
import { SpendCreditsRequest } from './spend-schema.ts';
import type { SpendDraft } from './spend-statement.ts';

/**
 * Charges one use of a feature, at its current price or at the one that a quote promised. Decided by the balance row
 * under lock: concurrent calls never overdraw. The same key again answers with the original entry, also when the price
 * has changed, the quote has expired or the credits are gone. A flat price looks at neither quantity nor model; the
 * entry keeps both.
 *
 * @throws INSUFFICIENT_CREDITS with `{ required, available }`, SPEND_CAP_REACHED, KEY_CAP_REACHED, UNKNOWN_FEATURE, UNKNOWN_MODEL, QUOTE_EXPIRED,
 * ACCOUNT_INACTIVE, NOT_FOUND (no such user or quote, or not yours), CONFLICT (key used for another request),
 * INVALID_INPUT. All leave nothing behind.
 */
export async function spendCredits(ctx: ServiceContext, input: SpendCreditsRequest): Promise<EntryReceipt> {
  requireAccount(ctx, input.userId, 'spend');
  const request = parseInput(SpendCreditsRequest, input);
  const drafted = await draftSpend(ctx, await getPriceBook(ctx), request);
  return isReceipt(drafted) ? drafted : decideSpend(ctx, drafted);
}

/** Has a priced spend decided and answers it. Reaches the queue before its first wait, so calls keep their order. */
export async function decideSpend(ctx: ServiceContext, draft: SpendDraft): Promise<EntryReceipt> {
  const queue = engineOf(ctx)?.spends;
  if (queue) return toReceipt(ctx, draft, await queue.submit(draft));
  for (;;) {
    const [verdict] = await writeSettledSpends(ctx.db, [draft]);
    if (!verdict) throw unreachable(draft);
    if (verdict.kind !== 'undecided') return toReceipt(ctx, draft, verdict);
  }
}

/** What a verdict means to the caller. @throws the refusal, for every verdict but an accepted spend or its replay. */
export async function toReceipt(
  ctx: ServiceContext,
  draft: SpendDraft,
  verdict: FinalVerdict,
): Promise<EntryReceipt> {
  switch (verdict.kind) {
    case 'accepted':
      return { entry: toSpendEntry(draft, verdict), replayed: false };
    case 'no-balance':
      throw notFound('user');
    case 'inactive':
      throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
    case 'insufficient':
      throw insufficientCredits(draft.costCredits, verdict.availableCredits);
    case 'key-used':
      return getReplay(ctx.db, draft);
    case 'cap-reached':
      throw capReached(verdict.cap, { credits: draft.costCredits, at: draft.at });
    case 'key-cap-reached':
      throw keyCapReached(verdict.cap, { credits: draft.costCredits, at: draft.at });
  }
}

function toSpendEntry(
  draft: SpendDraft,
  verdict: { seq: number; balanceAfter: number; details: unknown; timestamp: Date },
): Entry {
  const { id, userId, actorId, apiKeyId, idempotencyKey, featureKey, operationType, costCredits } = draft;
  const { priceVersionId, quantity, model } = draft;
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
    holdId: null,
    grantId: null,
    priceVersionId,
    quantity,
    model,
    actorId,
    apiKeyId,
    idempotencyKey,
    details: verdict.details === null ? null : Details.parse(verdict.details),
    timestamp: verdict.timestamp,
  };
}
