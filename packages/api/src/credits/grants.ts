import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { hasEnded } from './account/account.ts';
import { bringUpToDate } from './account/change-account.ts';
import { listBurnsAt, listGrantStates } from './account/repository.ts';
import type { GrantState } from './account/state.ts';
import { compareBurnOrder, sharesOfEntry } from './burn-down.ts';
import { listAllGrants, listEntriesPaidBy, listGrantsOfEntry } from './grant-repository.ts';
import {
  type Grant,
  PaidCursor,
  type PaidEntriesInput,
  type PaidEntry,
  type Payment,
} from './grant-schema.ts';
import { requireKnown } from './known-account.ts';
import { toEntry } from './receipt.ts';
import { findEntry } from './repository.ts';

/** A grant as the outside sees it; `remainingCredits` is as of the account's last settlement. */
export function toGrant(grant: GrantState, at: Date): Grant {
  return { ...grant, state: stateOf(grant, at) };
}

function stateOf(grant: GrantState, at: Date): Grant['state'] {
  if (grant.voidedAt) return 'VOIDED';
  if (hasEnded(grant, at)) return 'EXPIRED';
  if (grant.entryId === null) return 'SCHEDULED';
  return grant.remainingCredits > 0 ? 'ACTIVE' : 'EXHAUSTED';
}

/** All grants of an account with what is left of each now, in the order in which they burn. @throws NOT_FOUND. */
export async function listGrants(ctx: ServiceContext, userId: string): Promise<Grant[]> {
  requireAccount(ctx, userId);
  const at = ctx.now();
  await bringUpToDate(ctx, { userId, at });
  const grants = await listAllGrants(ctx.db, userId);
  await requireKnown(ctx.db, userId, grants);
  return grants.toSorted(compareBurnOrder).map((grant) => toGrant(grant, at));
}

/**
 * Which grants paid for an entry, in the order in which they burnt; of an entry that gave or returned credits, the grants
 * that they went to, as negative parts. The parts sum to the entry's `creditsUsed`, unless it was written before Scrip
 * recorded payments. @throws NOT_FOUND.
 */
export async function listPayments(ctx: ServiceContext, userId: string, entryId: string): Promise<Payment[]> {
  requireAccount(ctx, userId);
  await bringUpToDate(ctx, { userId, at: ctx.now() });
  const entry = await findEntry(ctx.db, userId, entryId);
  if (!entry) throw notFound('entry');
  const shares = sharesOfEntry(entry, await listBurnsAt(ctx.db, userId, entry.seq));
  const payers = await listGrantStates(
    ctx.db,
    userId,
    shares.flatMap(({ grantId }) => grantId ?? []),
  );
  const sources = new Map(payers.map(({ id, source }) => [id, source]));
  const made = await listGrantsOfEntry(ctx.db, userId, entryId);
  return [
    ...shares.map((share) => ({
      ...share,
      source: share.grantId ? (sources.get(share.grantId) ?? null) : null,
    })),
    ...made.map(({ id, source, amountCredits }) => ({ grantId: id, source, credits: -amountCredits })),
  ];
}

/** The entries that a grant paid for, newest first, with the grant's part of each. @throws NOT_FOUND. */
export async function listPaidEntries(
  ctx: ServiceContext,
  userId: string,
  { grantId, cursor, limit }: PaidEntriesInput,
): Promise<{ items: PaidEntry[]; nextCursor: string | null }> {
  requireAccount(ctx, userId);
  await bringUpToDate(ctx, { userId, at: ctx.now() });
  const [grant] = await listGrantStates(ctx.db, userId, [grantId]);
  if (!grant) throw notFound('grant');
  const beforeSeq = cursor ? decodeCursor(PaidCursor, cursor)[0] : null;
  const rows = await listEntriesPaidBy(ctx.db, userId, { grantId, beforeSeq, take: limit + 1 });
  const items = rows.map(({ credits, ...row }) => ({ entry: toEntry(row), credits }));
  return cutPage(items, limit, ({ entry }) => [entry.seq]);
}
