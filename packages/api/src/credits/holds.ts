import { z } from 'zod';
import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { RowId } from '../row-id.ts';
import type { Account } from './account/account.ts';
import { toHoldState } from './account/repository.ts';
import type { HoldState } from './account/state.ts';
import { findHold, listHoldRows } from './hold-repository.ts';
import type { Hold, HoldsInput } from './hold-schema.ts';
import { requireKnown } from './known-account.ts';
import { Details } from './schema.ts';

/** A hold as the outside sees it at an instant: one whose time is over has expired, whether or not that is written. */
export function toHold(hold: HoldState, { userId, at }: { userId: string; at: Date }): Hold {
  const { shares: _, details, ...fields } = hold;
  const isOver = hold.status === 'OPEN' && hold.expiresAt <= at;
  return {
    ...fields,
    userId,
    status: isOver ? 'EXPIRED' : hold.status,
    endedAt: isOver ? hold.expiresAt : hold.endedAt,
    details: details === null ? null : Details.parse(details),
  };
}

/** The open hold that a request names. @throws NOT_FOUND, HOLD_ENDED. */
export async function getOpenHold(
  account: Account,
  ctx: Pick<ServiceContext, 'db' | 'principal'>,
  holdId: string,
): Promise<HoldState> {
  const open = account.state.holds.get(holdId);
  if (open && isOwnHold(ctx, open)) return open;
  const ended = await findHold(ctx.db, account.state.userId, holdId);
  if (!ended || ended.status === 'OPEN' || !isOwnHold(ctx, ended)) throw notFound('hold');
  const { status } = ended;
  const outcome = { CAPTURED: 'was captured', RELEASED: 'was released', EXPIRED: 'has expired' }[status];
  throw new DomainError('HOLD_ENDED', `This hold ${outcome} already.`, { status });
}

/** A user's own key must not end what an app holds: the app would have worked for nothing. */
function isOwnHold(
  { principal }: Pick<ServiceContext, 'principal'>,
  hold: { apiKeyId: string | null },
): boolean {
  return principal?.kind !== 'apiKey' || principal.userId === null || hold.apiKeyId === principal.keyId;
}

const HoldCursor = z.tuple([z.iso.datetime(), RowId]);

/** The holds of an account, newest first. @throws NOT_FOUND, INVALID_INPUT for a foreign cursor. */
export async function listHolds(
  ctx: ServiceContext,
  userId: string,
  { cursor, limit, status }: HoldsInput,
): Promise<{ items: Hold[]; nextCursor: string | null }> {
  requireAccount(ctx, userId);
  const at = ctx.now();
  const after = cursor ? decodeCursor(HoldCursor, cursor) : null;
  const rows = await listHoldRows(ctx.db, userId, {
    at,
    status,
    after: after && { createdAt: new Date(after[0]), id: after[1] },
    take: limit + 1,
  });
  await requireKnown(ctx.db, userId, rows);
  const holds = rows.map((row) => toHold(toHoldState(row), { userId, at }));
  return cutPage(holds, limit, (hold) => [hold.createdAt.toISOString(), hold.id]);
}

/** One hold of an account. @throws NOT_FOUND. */
export async function getHold(ctx: ServiceContext, userId: string, holdId: string): Promise<Hold> {
  requireAccount(ctx, userId);
  const row = await findHold(ctx.db, userId, holdId);
  if (!row) throw notFound('hold');
  return toHold(toHoldState(row), { userId, at: ctx.now() });
}
