import type { Db } from '@scrip/database';
import { recordAdminAudit } from '../audit/service.ts';
import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { type Account, hasEnded } from './account/account.ts';
import { changeAccount } from './account/change-account.ts';
import { listBurnsAt, listGrantStates } from './account/repository.ts';
import { type NewEntry, noPlan } from './account/state.ts';
import { type Burn, cutBurn, mergeShares, type Share, sumOf } from './burn-down.ts';
import { findHold } from './hold-repository.ts';
import { draftEntry, type EntryDraft, findReplay, newId, refuseOverflow, toNewEntry } from './receipt.ts';
import { type EntryRow, findEntry, listRefunds } from './repository.ts';
import { type EntryReceipt, RefundSpendRequest } from './schema.ts';

/**
 * Returns all or part of one spend of the same user, at the price paid then and to the grants that paid, as if the spend
 * had been smaller: what burnt last returns first. The share of a grant that has ended meanwhile returns as a grant of its
 * own, which lives for `graceSeconds`. The refunds of a spend never sum to more than the spend, however many arrive at
 * once.
 *
 * @throws REFUND_EXCEEDS_SPEND with `{ requested, refundable }`, NOT_FOUND (no such user, or no such spend of theirs),
 * BALANCE_OVERFLOW, CONFLICT, INVALID_INPUT, FORBIDDEN to users. All leave nothing behind.
 */
export async function refundSpend(ctx: ServiceContext, input: RefundSpendRequest): Promise<EntryReceipt> {
  requireOperator(ctx, 'refund');
  const request = parseInput(RefundSpendRequest, input);
  const { userId, idempotencyKey: _, ...fields } = request;
  const called = draftEntry(ctx, request, { verb: 'refund', ...fields });
  return changeAccount(ctx, called, {
    findAnswer: (tx, draft) => findReplay(tx, draft),
    change: async (account, tx, draft) => {
      const spend = await getSpend(tx, userId, fields.spendId);
      const amountCredits = refundableAmount(spend, fields.amountCredits);
      refuseOverflow(account, amountCredits);
      const shares = await takeBackShares(account, tx, spend, amountCredits);
      const entry = giveBack(account, draft, {
        spend,
        amountCredits,
        shares,
        graceSeconds: fields.graceSeconds,
      });
      const after = { entryId: entry.id, spendId: spend.id, amountCredits };
      const record = { action: 'accounts.refund', targetType: 'user', targetId: userId, after } as const;
      await recordAdminAudit({ ...ctx, db: tx }, record);
      return { entry: toNewEntry(userId, entry), replayed: false };
    },
  });
}

export type RefundedSpend = Pick<
  EntryRow,
  'id' | 'userId' | 'seq' | 'creditsUsed' | 'balanceAfter' | 'operationType' | 'featureKey' | 'apiKeyId'
> & { refundedCredits: number; refunds: number; countsSince: Date };

async function getSpend(tx: Db, userId: string, spendId: string): Promise<RefundedSpend> {
  const spend = await findEntry(tx, userId, spendId);
  if (spend?.kind !== 'SPEND') throw notFound('spend');
  const refunds = await listRefunds(tx, userId, spendId);
  const hold = spend.holdId ? await findHold(tx, userId, spend.holdId) : null;
  const refundedCredits = refunds.reduce((sum, refund) => sum - refund.creditsUsed, 0);
  const countsSince = hold?.createdAt ?? spend.timestamp;
  return { ...spend, refundedCredits, refunds: refunds.length, countsSince };
}

export function refundableAmount(spend: RefundedSpend, asked: number | undefined): number {
  const refundable = spend.creditsUsed - spend.refundedCredits;
  const requested = asked ?? spend.creditsUsed;
  const amountCredits = asked ?? refundable;
  if (refundable > 0 && amountCredits <= refundable) return amountCredits;
  const message = `Only ${refundable} of the ${spend.creditsUsed} credits of this spend can still be refunded.`;
  throw new DomainError('REFUND_EXCEEDS_SPEND', message, { requested, refundable });
}

async function takeBackShares(
  account: Account,
  tx: Db,
  spend: RefundedSpend,
  amountCredits: number,
): Promise<Share[]> {
  const burns = await listBurnsAt(tx, spend.userId, spend.seq);
  const shares = takeBack(account, burns, spend, amountCredits);
  const paidBy = shares.flatMap(({ grantId }) => grantId ?? []);
  const missing = paidBy.filter((id) => !account.state.grants.has(id));
  for (const grant of await listGrantStates(tx, spend.userId, missing))
    account.state.grants.set(grant.id, grant);
  return shares;
}

/** Who paid the part of the spend that returns. Earlier refunds have returned what burnt after it. */
export function takeBack(
  account: Account,
  burns: Burn[],
  spend: RefundedSpend,
  amountCredits: number,
): Share[] {
  const low = spend.balanceAfter + spend.refundedCredits;
  const shares: Share[] = [];
  for (const burnt of burns) {
    const part = cutBurn(burnt, low + amountCredits, low);
    if (!part) continue;
    if (part.grantId === null) account.refundUncovered(spend.seq, part.ownedFrom, part.ownedTo);
    shares.push({ grantId: part.grantId, credits: part.ownedFrom - part.ownedTo });
  }
  return shares;
}

export function giveBack(
  account: Account,
  draft: EntryDraft,
  refund: { spend: RefundedSpend; amountCredits: number; shares: Share[]; graceSeconds: number },
): NewEntry {
  const { spend, amountCredits, shares, graceSeconds } = refund;
  const isLapsed = ({ grantId }: Share) => grantId !== null && hasEnded(account.grant(grantId), draft.at);
  const returning = shares.filter((share) => !isLapsed(share));
  const entry = account.post(
    {
      ...draft,
      kind: 'REFUND',
      operationType: spend.operationType,
      featureKey: spend.featureKey,
      creditsUsed: -amountCredits,
      refundOfId: spend.id,
      refundSeq: spend.refunds + 1,
    },
    returning.map(({ grantId, credits }) => ({ grantId, credits: -credits })),
  );
  account.countTowardsCaps(spend, -amountCredits, spend.countsSince);
  account.giveBack(returning, draft.at);
  const graceEnds = new Date(draft.at.getTime() + graceSeconds * 1000);
  for (const { grantId, credits } of mergeShares(shares.filter(isLapsed))) {
    if (grantId) addReturned(account, draft, { entryId: entry.id, grantId, credits, expiresAt: graceEnds });
  }
  const unknown = amountCredits - sumOf(shares);
  if (unknown > 0) {
    addReturned(account, draft, { entryId: entry.id, grantId: null, credits: unknown, expiresAt: null });
  }
  return entry;
}

/** Credits whose grant has ended, or was never recorded, return as a grant of their own. */
function addReturned(
  account: Account,
  { at }: EntryDraft,
  returned: { entryId: string; grantId: string | null; credits: number; expiresAt: Date | null },
): void {
  const origin = returned.grantId === null ? null : account.grant(returned.grantId);
  account.addGrant({
    id: newId(at),
    entryId: returned.entryId,
    originGrantId: returned.grantId,
    source: origin?.source ?? 'ADMIN',
    priority: origin?.priority ?? 100,
    amountCredits: returned.credits,
    remainingCredits: returned.credits,
    startsAt: at,
    expiresAt: returned.expiresAt,
    voidedAt: null,
    ...noPlan,
    createdAt: at,
  });
}
