import type { Db } from '@scrip/database';
import { recordAdminAudit } from '../audit/service.ts';
import { requireHolder } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, invalidInput } from '../errors.ts';
import { computeCost } from '../settings/price.ts';
import { findVersionPrice } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import type { Account } from './account/account.ts';
import { changeAccount } from './account/change-account.ts';
import { returnShares } from './account/settle.ts';
import type { HoldState, NewEntry } from './account/state.ts';
import { splitShares } from './burn-down.ts';
import { CaptureHoldRequest } from './hold-schema.ts';
import { getOpenHold } from './holds.ts';
import { draftEntry, type EntryDraft, findReplay, insufficientCredits, toNewEntry } from './receipt.ts';
import type { EntryReceipt } from './schema.ts';
import { refuseReachedCap } from './spend-limits.ts';

/**
 * Charges what was used of a hold and ends it. What was held beyond that returns; what was used beyond the hold is taken
 * only if it is there, otherwise the hold stays open. A quantity is charged at the price that the hold was made at.
 *
 * @throws HOLD_ENDED, INSUFFICIENT_CREDITS, SPEND_CAP_REACHED, KEY_CAP_REACHED and ACCOUNT_INACTIVE (for what goes beyond the hold), UNKNOWN_MODEL, NOT_FOUND
 * (no such hold of this user), CONFLICT, INVALID_INPUT, FORBIDDEN to users. All leave the hold open.
 */
export async function captureHold(ctx: ServiceContext, input: CaptureHoldRequest): Promise<EntryReceipt> {
  requireHolder(ctx, input.userId);
  const request = parseInput(CaptureHoldRequest, input);
  const { userId, idempotencyKey: _, ...fields } = request;
  const called = draftEntry(ctx, request, { verb: 'capture', ...fields });
  return changeAccount(ctx, called, {
    findAnswer: (tx, draft) => findReplay(tx, draft),
    change: async (account, tx, draft) => {
      const hold = await getOpenHold(account, { ...ctx, db: tx }, fields.holdId);
      const creditsUsed = await priceCapture(tx, hold, fields);
      const extraCredits = Math.max(0, creditsUsed - hold.amountCredits);
      refuseExtra(account, hold, extraCredits, draft.at);
      const heldQuantity = fields.amountCredits === undefined ? hold.quantity : null;
      const use = { quantity: fields.quantity ?? heldQuantity, model: fields.model ?? hold.model };
      const entry = capture(account, hold, { ...draft, ...use, creditsUsed });
      const after = { entryId: entry.id, holdId: hold.id, creditsUsed };
      const record = { action: 'accounts.capture', targetType: 'user', targetId: userId, after } as const;
      await recordAdminAudit({ ...ctx, db: tx }, record);
      return { entry: toNewEntry(userId, entry), replayed: false };
    },
  });
}

async function priceCapture(
  tx: Db,
  hold: HoldState,
  used: Pick<CaptureHoldRequest, 'amountCredits' | 'quantity' | 'model'>,
): Promise<number> {
  if (used.amountCredits !== undefined) return used.amountCredits;
  if (used.quantity === undefined) return hold.amountCredits;
  const price = hold.priceVersionId ? await findVersionPrice({ db: tx }, hold.priceVersionId) : null;
  if (!price) throw invalidInput('quantity', 'The price of this hold is not known any more. Give an amount.');
  return computeCost(price, { quantity: used.quantity, model: used.model ?? hold.model ?? undefined });
}

export function refuseExtra(account: Account, hold: HoldState, extraCredits: number, at: Date): void {
  if (extraCredits === 0) return;
  if (!account.state.isActive) throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
  if (extraCredits > account.availableCredits) {
    throw insufficientCredits(extraCredits, Math.max(0, account.availableCredits));
  }
  refuseReachedCap(account.state.spendCaps, { featureKey: hold.featureKey, credits: extraCredits, at });
}

export function capture(
  account: Account,
  hold: HoldState,
  used: EntryDraft & { creditsUsed: number; quantity: number | null; model: string | null },
): NewEntry {
  const { at, creditsUsed } = used;
  const { featureKey, operationType, priceVersionId, amountCredits } = hold;
  account.changeHold(hold, { status: 'CAPTURED', capturedCredits: creditsUsed, endedAt: at });
  account.unhold(amountCredits);
  const { first, rest } = splitShares(hold.shares, Math.min(creditsUsed, amountCredits));
  const beyond = creditsUsed - amountCredits;
  if (beyond > 0) account.countTowardsCaps({ featureKey, apiKeyId: used.apiKeyId }, beyond, at);
  else account.countTowardsCaps(hold, beyond, hold.createdAt);
  const shares = [...first, ...account.take(Math.max(0, beyond))];
  const entry = account.post(
    { ...used, kind: 'SPEND', operationType, featureKey, priceVersionId, holdId: hold.id },
    shares,
  );
  returnShares(account, rest, at);
  return entry;
}
