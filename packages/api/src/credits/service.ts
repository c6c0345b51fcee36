import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { findCurrentPlan } from '../plans/service.ts';
import { bringUpToDate } from './account/change-account.ts';
import { burn, compareBurnOrder, type Lot } from './burn-down.ts';
import { listLiveGrants } from './grant-repository.ts';
import { toEntry } from './receipt.ts';
import {
  type EntryRow,
  findBalance,
  findEntry,
  findEntryByKey,
  listRefunds,
  sumGrantedSince,
} from './repository.ts';
import type { AccountSummary, EntryWithLinks } from './schema.ts';

/** @throws NOT_FOUND when there is no such account, or it is not yours. */
export async function getAccountSummary(ctx: ServiceContext, userId: string): Promise<AccountSummary> {
  requireAccount(ctx, userId, 'balance:read');
  const now = ctx.now();
  await settleIfDue(ctx, userId, now);
  const monthStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
  const [balance, plan, grants, grantedThisPeriod] = await Promise.all([
    findBalance(ctx.db, userId),
    findCurrentPlan(ctx, userId),
    listLiveGrants(ctx.db, userId),
    sumGrantedSince(ctx.db, userId, monthStart),
  ]);
  if (!balance) throw notFound('user');
  const { nextExpiryAt: _, lowThresholdCredits, ...amounts } = balance;
  const lowThreshold = lowThresholdCredits ?? 0;
  return {
    ...amounts,
    plan,
    lowThreshold,
    isLow: amounts.creditsRemaining <= lowThreshold,
    grantedThisPeriod,
    grants: computeRemainders(grants, amounts.creditsRemaining),
  };
}

/** Lets happen what was due in an account by now, and decides which grants paid for its spends. */
export async function settleAccountNow(ctx: ServiceContext, userId: string): Promise<void> {
  await bringUpToDate(ctx, { userId, at: ctx.now() });
}

/** Lets happen what is due, so that what is shown can be spent. */
export async function settleIfDue(ctx: ServiceContext, userId: string, at: Date): Promise<void> {
  const balance = await findBalance(ctx.db, userId);
  if (balance?.nextExpiryAt && balance.nextExpiryAt <= at) await bringUpToDate(ctx, { userId, at });
}

/** What is left of each grant after the spends that are not settled yet, in burn order. */
function computeRemainders<Grant extends Lot>(grants: Grant[], creditsRemaining: number): Grant[] {
  const left = grants.reduce((sum, grant) => sum + grant.remainingCredits, 0);
  const paid = new Map(
    burn(grants, Math.max(0, left - Math.max(0, creditsRemaining))).map(({ grantId, credits }) => [
      grantId,
      credits,
    ]),
  );
  return grants
    .toSorted(compareBurnOrder)
    .map((grant) => ({ ...grant, remainingCredits: grant.remainingCredits - (paid.get(grant.id) ?? 0) }))
    .filter((grant) => grant.remainingCredits > 0);
}

/** One entry with the refunds of it, or the spend that it refunds. @throws NOT_FOUND. */
export async function getEntry(
  ctx: ServiceContext,
  userId: string,
  entryId: string,
): Promise<EntryWithLinks> {
  requireAccount(ctx, userId);
  return withLinks(ctx, userId, await findEntry(ctx.db, userId, entryId));
}

/** The entry that an idempotency key wrote, with the entries it belongs to. @throws NOT_FOUND. */
export async function getEntryByKey(
  ctx: ServiceContext,
  userId: string,
  idempotencyKey: string,
): Promise<EntryWithLinks> {
  requireAccount(ctx, userId);
  return withLinks(ctx, userId, await findEntryByKey(ctx.db, userId, idempotencyKey));
}

async function withLinks(ctx: ServiceContext, userId: string, row: EntryRow | null): Promise<EntryWithLinks> {
  if (!row) throw notFound('entry');
  const [refundOf, refunds] = await Promise.all([
    row.refundOfId ? findEntry(ctx.db, userId, row.refundOfId) : null,
    listRefunds(ctx.db, userId, row.id),
  ]);
  return { ...toEntry(row), refundOf: refundOf && toEntry(refundOf), refunds: refunds.map(toEntry) };
}
