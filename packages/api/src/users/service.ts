import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { getAccountSummary } from '../credits/service.ts';
import { notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { findUser, listUsers, type UserRow } from './repository.ts';
import type { ListUsersInput, Me, UserDetail, UserListItem } from './schema.ts';

function toListItem({ creditBalance, ...user }: UserRow): UserListItem {
  return {
    ...user,
    creditsRemaining: creditBalance?.creditsRemaining ?? 0,
    creditsHeld: creditBalance?.creditsHeld ?? 0,
    lastEntryAt: creditBalance && creditBalance.lastSeq > 0 ? creditBalance.lastSyncedAt : null,
  };
}

const UserCursor = z.tuple([z.iso.datetime(), z.string()]);

/** One page of users, newest first. @throws FORBIDDEN to non-admins. */
export async function searchUsers(
  ctx: ServiceContext,
  input: ListUsersInput,
): Promise<{ items: UserListItem[]; nextCursor: string | null }> {
  requireAdmin(ctx);
  const cursor = input.cursor ? decodeCursor(UserCursor, input.cursor) : null;
  const after = cursor && { createdAt: new Date(cursor[0]), id: cursor[1] };
  const rows = await listUsers(ctx.db, { search: input.search || undefined, after, take: input.limit + 1 });
  return cutPage(rows.map(toListItem), input.limit, (user) => [user.createdAt.toISOString(), user.id]);
}

/** @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getUser(ctx: ServiceContext, userId: string): Promise<UserDetail> {
  requireAdmin(ctx);
  const user = await findUser(ctx.db, userId);
  if (!user) throw notFound('user');
  return { ...toListItem(user), account: await getAccountSummary(ctx, userId) };
}

export async function getMe(ctx: ServiceContext, userId: string): Promise<Me> {
  const user = await findUser(ctx.db, userId);
  if (!user) throw notFound('user');
  const { id, email, name, role } = user;
  return { id, email, name, role };
}
