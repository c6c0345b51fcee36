import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../validation.ts';
import type { Account } from './account/account.ts';
import { changeAccount } from './account/change-account.ts';
import { type NewEntry, noPlan } from './account/state.ts';
import { DEFAULT_PRIORITY } from './grant-schema.ts';
import {
  draftEntry,
  type EntryDraft,
  findReplay,
  insufficientCredits,
  newId,
  refuseOverflow,
  toNewEntry,
} from './receipt.ts';
import { AdjustBalanceInput, type EntryReceipt } from './schema.ts';

/**
 * An admin's correction of the spendable balance, by a difference or to a value, with its reason; writes one audit row
 * in the same transaction. Credits that it adds are a grant, so that they burn like any other.
 *
 * @throws BALANCE_MOVED when the expected balance is not the actual one, INSUFFICIENT_CREDITS when it would fall below
 * zero, BALANCE_OVERFLOW, NOT_FOUND, CONFLICT, INVALID_INPUT, FORBIDDEN to non-admins. All leave nothing behind.
 */
export async function adjustBalance(ctx: ServiceContext, input: AdjustBalanceInput): Promise<EntryReceipt> {
  const admin = requireAdmin(ctx);
  const { idempotencyKey, userId, ...change } = parseInput(AdjustBalanceInput, input);
  const request = { userId, idempotencyKey, details: { reason: change.reason } };
  const called = draftEntry(ctx, request, { verb: 'adjust', ...change });
  return changeAccount(ctx, called, {
    findAnswer: (tx, draft) => findReplay(tx, draft),
    change: async (account, tx, draft) => {
      const before = account.state.creditsRemaining;
      const deltaCredits = decideDelta(account, change);
      const entry = adjust(account, draft, deltaCredits);
      await recordAudit(
        { ...ctx, db: tx },
        {
          action: 'credits.adjust',
          targetType: 'user',
          targetId: userId,
          reason: change.reason,
          before: { creditsRemaining: before },
          after: {
            creditsRemaining: before + deltaCredits,
            entryId: entry.id,
            // Allowed, and marked: whoever reads the log should look twice.
            ...(userId === admin.userId ? { isOwnAccount: true } : {}),
          },
        },
      );
      return { entry: toNewEntry(userId, entry), replayed: false };
    },
  });
}

type Change =
  | { mode: 'delta'; deltaCredits: number }
  | { mode: 'absolute'; creditsRemaining: number; expectedCreditsRemaining?: number | undefined };

/** By how much to change what is spendable now. @throws the refusals of `adjustBalance`. */
export function decideDelta(account: Account, change: Change): number {
  const actual = account.state.creditsRemaining;
  if (change.mode === 'delta') {
    if (account.availableCredits + change.deltaCredits < 0) {
      throw insufficientCredits(-change.deltaCredits, Math.max(0, account.availableCredits));
    }
    refuseOverflow(account, change.deltaCredits);
    return change.deltaCredits;
  }
  const { creditsRemaining, expectedCreditsRemaining: expected } = change;
  if (expected !== undefined && expected !== actual) {
    const message = `The balance is ${actual} by now, not ${expected}. Look again before you change it.`;
    throw new DomainError('BALANCE_MOVED', message, { expected, actual });
  }
  if (creditsRemaining === actual) {
    const message = `The balance is ${actual} already.`;
    throw new DomainError('INVALID_INPUT', message, { issues: [{ path: 'creditsRemaining', message }] });
  }
  refuseOverflow(account, creditsRemaining - actual);
  return creditsRemaining - actual;
}

export function adjust(account: Account, draft: EntryDraft, deltaCredits: number): NewEntry {
  const input = {
    ...draft,
    kind: 'ADJUSTMENT',
    operationType: 'ADMIN_ADJUSTMENT',
    creditsUsed: 0 - deltaCredits,
  } as const;
  if (deltaCredits < 0) return account.post(input, account.take(-deltaCredits));
  const { at } = draft;
  const entry = account.post(input, []);
  account.addGrant({
    id: newId(at),
    entryId: entry.id,
    originGrantId: null,
    source: 'ADMIN',
    priority: DEFAULT_PRIORITY,
    amountCredits: deltaCredits,
    remainingCredits: deltaCredits,
    startsAt: at,
    expiresAt: null,
    voidedAt: null,
    ...noPlan,
    createdAt: at,
  });
  return entry;
}
