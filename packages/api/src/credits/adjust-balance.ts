import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { absoluteRule, deltaRule } from './entry-rules.ts';
import { type LockedBalance, writeEntry } from './entry-statement.ts';
import {
  draftEntry,
  findReplay,
  insufficientCredits,
  newId,
  overflowOf,
  toEntry,
  unreachable,
} from './receipt.ts';
import { AdjustBalanceInput, type EntryReceipt } from './schema.ts';

/**
 * An admin's correction of the spendable balance, by a difference or to a value, with its reason; writes one audit row
 * in the same transaction.
 *
 * @throws BALANCE_MOVED when the expected balance is not the actual one, INSUFFICIENT_CREDITS when it would fall below
 * zero, BALANCE_OVERFLOW, NOT_FOUND, CONFLICT, INVALID_INPUT, FORBIDDEN to non-admins. All leave nothing behind.
 */
export async function adjustBalance(ctx: ServiceContext, input: AdjustBalanceInput): Promise<EntryReceipt> {
  requireAdmin(ctx);
  const { idempotencyKey, userId, ...change } = parseInput(AdjustBalanceInput, input);
  const request = { userId, idempotencyKey, details: { reason: change.reason } };
  const draft = draftEntry(ctx, request, { verb: 'adjust', ...change });
  const grantId = newId(draft.at);
  const rule =
    change.mode === 'delta'
      ? deltaRule(grantId, change.deltaCredits)
      : absoluteRule(grantId, {
          creditsRemaining: change.creditsRemaining,
          expectedCreditsRemaining: change.expectedCreditsRemaining ?? null,
        });

  return withTransaction(ctx.db, async (tx) => {
    const inner = { ...ctx, db: tx };
    const { locked, entry } = await writeEntry(tx, draft, rule);
    if (entry && locked) {
      await recordAudit(inner, {
        action: 'credits.adjust',
        targetType: 'user',
        targetId: userId,
        reason: change.reason,
        before: { creditsRemaining: locked.creditsRemaining },
        after: { creditsRemaining: locked.creditsRemaining - entry.creditsUsed, entryId: entry.id },
      });
      return { entry: toEntry(entry), replayed: false };
    }
    const replay = await findReplay(inner, draft);
    if (replay) return replay;
    if (!locked) throw notFound('user');
    throw refusalOf(locked, change) ?? unreachable(draft);
  });
}

type Change =
  | { mode: 'delta'; deltaCredits: number }
  | { mode: 'absolute'; creditsRemaining: number; expectedCreditsRemaining?: number | undefined };

function refusalOf(locked: LockedBalance, change: Change): DomainError | null {
  const actual = locked.creditsRemaining;
  if (change.mode === 'delta') {
    const falls = actual + change.deltaCredits < 0;
    return falls
      ? insufficientCredits(-change.deltaCredits, actual)
      : overflowOf(locked, change.deltaCredits);
  }
  const { creditsRemaining, expectedCreditsRemaining: expected } = change;
  if (expected !== undefined && expected !== actual) {
    const message = `The balance is ${actual} by now, not ${expected}. Look again before you change it.`;
    return new DomainError('BALANCE_MOVED', message, { expected, actual });
  }
  if (creditsRemaining === actual) {
    const message = `The balance is ${actual} already.`;
    return new DomainError('INVALID_INPUT', message, { issues: [{ path: 'creditsRemaining', message }] });
  }
  return overflowOf(locked, creditsRemaining - actual);
}
