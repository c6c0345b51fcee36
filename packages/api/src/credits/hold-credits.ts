import { recordAdminAudit } from '../audit/service.ts';
import { requireHolder } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import { getFeaturePrice, type PriceBook } from '../settings/price-book.ts';
import { getPriceBook } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import type { Account } from './account/account.ts';
import type { HoldState } from './account/state.ts';
import { Hold, HoldCreditsRequest, type HoldReceipt } from './hold-schema.ts';
import { toHold } from './holds.ts';
import { runOperation } from './operation.ts';
import { priceUse, type SpendPrice } from './price-spend.ts';
import { draftEntry, type EntryDraft, insufficientCredits } from './receipt.ts';
import { refuseReachedCap } from './spend-limits.ts';

/**
 * Sets credits aside for work whose cost shows later: the price of the use named, or an amount. They cannot be spent
 * meanwhile, and no expiry of a grant reaches them. The hold ends in exactly one of capture, release and expiry; at
 * `expiresAt` it ends by itself.
 *
 * @throws INSUFFICIENT_CREDITS, SPEND_CAP_REACHED, KEY_CAP_REACHED, UNKNOWN_FEATURE, UNKNOWN_MODEL, ACCOUNT_INACTIVE, NOT_FOUND, CONFLICT,
 * INVALID_INPUT, FORBIDDEN to users. All leave nothing behind.
 */
export async function holdCredits(ctx: ServiceContext, input: HoldCreditsRequest): Promise<HoldReceipt> {
  requireHolder(ctx, input.userId);
  const request = parseInput(HoldCreditsRequest, input);
  const { userId: _, idempotencyKey: __, ...fields } = request;
  const operation = {
    verb: 'hold',
    draft: draftEntry(ctx, request, { verb: 'hold', ...fields }),
    answer: Hold,
  };
  const book = await getPriceBook(ctx);
  const { answer, replayed } = await runOperation(ctx, operation, async (account, tx, draft) => {
    const price = priceHold(book, fields);
    refuseHold(account, fields.featureKey, price.costCredits, draft.at);
    const hold = openHold(account, draft, fields, price);
    const after = { holdId: hold.id, featureKey: hold.featureKey, amountCredits: hold.amountCredits };
    const record = { action: 'accounts.hold', targetType: 'user', targetId: draft.userId, after } as const;
    await recordAdminAudit({ ...ctx, db: tx }, record);
    return toHold(hold, draft);
  });
  return { hold: answer, replayed };
}

type HoldFields = Omit<ReturnType<typeof HoldCreditsRequest.parse>, 'userId' | 'idempotencyKey'>;

function priceHold(book: PriceBook, fields: HoldFields): SpendPrice {
  if (fields.amountCredits === undefined) return priceUse(book, fields);
  const { operationType, priceVersionId } = getFeaturePrice(book, fields.featureKey);
  return { costCredits: fields.amountCredits, operationType, priceVersionId };
}

export function refuseHold(account: Account, featureKey: string, amountCredits: number, at: Date): void {
  if (!account.state.isActive) throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
  if (amountCredits > account.availableCredits) {
    throw insufficientCredits(amountCredits, Math.max(0, account.availableCredits));
  }
  refuseReachedCap(account.state.spendCaps, { featureKey, credits: amountCredits, at });
}

export function openHold(
  account: Account,
  draft: EntryDraft,
  fields: HoldFields,
  price: SpendPrice,
): HoldState {
  const { featureKey, quantity = null, model = null, ttlSeconds } = fields;
  const { costCredits, operationType, priceVersionId } = price;
  const hold: HoldState = {
    id: draft.id,
    featureKey,
    operationType,
    priceVersionId,
    quantity,
    model,
    amountCredits: costCredits,
    capturedCredits: 0,
    status: 'OPEN',
    shares: account.take(costCredits),
    actorId: draft.actorId,
    apiKeyId: draft.apiKeyId,
    details: draft.details,
    expiresAt: new Date(draft.at.getTime() + ttlSeconds * 1000),
    endedAt: null,
    createdAt: draft.at,
  };
  account.openHold(hold);
  account.countTowardsCaps(hold, costCredits, draft.at);
  return hold;
}
