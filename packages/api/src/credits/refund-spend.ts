import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { refundRule } from './entry-rules.ts';
import { type EntryDraft, type LockedBalance, writeEntry } from './entry-statement.ts';
import { draftEntry, findReplay, overflowOf, toEntry } from './receipt.ts';
import { findEntry, listRefunds } from './repository.ts';
import { type EntryReceipt, RefundSpendRequest } from './schema.ts';

/**
 * Returns all or part of one spend of the same user, at the price paid then. The refunds of a spend never sum to more
 * than the spend, however many arrive at once.
 *
 * @throws REFUND_EXCEEDS_SPEND with `{ requested, refundable }`, NOT_FOUND (no such user, or no such spend of theirs),
 * BALANCE_OVERFLOW, CONFLICT, INVALID_INPUT, FORBIDDEN to users. All leave nothing behind.
 */
export async function refundSpend(ctx: ServiceContext, input: RefundSpendRequest): Promise<EntryReceipt> {
  requireOperator(ctx);
  const request = parseInput(RefundSpendRequest, input);
  const { spendId, amountCredits, details } = request;
  const draft = draftEntry(ctx, request, { verb: 'refund', spendId, amountCredits, details });
  const rule = refundRule({ userId: request.userId, spendId, amountCredits: amountCredits ?? null });

  // Each further round means that another refund of this spend was committed meanwhile, so the rounds are bounded by
  // the credits that were spent.
  for (;;) {
    const { locked, entry } = await writeEntry(ctx.db, draft, rule);
    if (entry) return { entry: toEntry(entry), replayed: false };
    const replay = await findReplay(ctx, draft);
    if (replay) return replay;
    if (!locked) throw notFound('user');
    await refuseUnlessRefundable(ctx, draft, locked, request);
  }
}

async function refuseUnlessRefundable(
  ctx: ServiceContext,
  draft: EntryDraft,
  locked: LockedBalance,
  request: RefundSpendRequest,
): Promise<void> {
  const spend = await findEntry(ctx.db, draft.userId, request.spendId);
  if (spend?.kind !== 'SPEND') throw notFound('spend');
  const refunds = await listRefunds(ctx.db, draft.userId, spend.id);
  const refundable = refunds.reduce((left, refund) => left + refund.creditsUsed, spend.creditsUsed);
  const requested = request.amountCredits ?? spend.creditsUsed;
  if (refundable === 0 || requested > refundable) {
    const message = `Only ${refundable} of the ${spend.creditsUsed} credits of this spend can still be refunded.`;
    throw new DomainError('REFUND_EXCEEDS_SPEND', message, { requested, refundable });
  }
  const overflow = overflowOf(locked, request.amountCredits ?? refundable);
  if (overflow) throw overflow;
}
