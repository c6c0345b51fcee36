import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { getAccountSummary } from '../credits/service.ts';
import { invalidInput, notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { listUsers } from './list-users-statement.ts';
import { findUser, listPeople, type UserRow } from './repository.ts';
import { type ListUsersInput, type Me, type UserDetail, type UserListItem, UserSort } from './schema.ts';

function toListItem({ creditBalance, ...user }: UserRow): Omit<UserListItem, 'planId' | 'planName'> {
  return {
    ...user,
    creditsRemaining: creditBalance?.creditsRemaining ?? 0,
    creditsHeld: creditBalance?.creditsHeld ?? 0,
    lastEntryAt: creditBalance?.lastEntryAt ?? null,
  };
}

const UserCursor = z.tuple([UserSort, z.string(), z.string()]);

/** One page of users. @throws INVALID_INPUT for a cursor of another order, FORBIDDEN to non-admins. */
export async function searchUsers(
  ctx: ServiceContext,
  input: ListUsersInput,
): Promise<{ items: UserListItem[]; nextCursor: string | null }> {
  requireAdmin(ctx);
  const { cursor, limit, direction: _, sort, ...filter } = input;
  const after = cursor ? readCursor(cursor, sort) : null;
  const rows = await listUsers(ctx.db, { filter, sort, after, take: limit + 1 });
  const { items, nextCursor } = cutPage(rows, limit, ({ sortKey, id }) => [sort, sortKey, id]);
  return { items: items.map(({ sortKey: __, ...user }) => user), nextCursor };
}

function readCursor(cursor: string, sort: UserSort): { sortKey: string; id: string } {
  const [sortedBy, sortKey, id] = decodeCursor(UserCursor, cursor);
  if (sortedBy === sort) return { sortKey, id };
  throw invalidInput('cursor', `This cursor is of a list that is sorted by ${sortedBy}.`);
}

/** @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getUser(ctx: ServiceContext, userId: string): Promise<UserDetail> {
  requireAdmin(ctx);
  const user = await findUser(ctx.db, userId);
  if (!user) throw notFound('user');
  const account = await getAccountSummary(ctx, userId);
  return {
    ...toListItem(user),
    planId: account.plan?.id ?? null,
    planName: account.plan?.name ?? null,
    account,
  };
}

export async function getMe(ctx: ServiceContext, userId: string): Promise<Me> {
  const user = await findUser(ctx.db, userId);
  if (!user) throw notFound('user');
  const { id, email, name } = user;
  const view = ctx.principal?.kind === 'user' ? ctx.principal.view : undefined;
  if (!view) return { id, email, name, role: user.role, viewedBy: null };
  const [admin] = await listPeople(ctx.db, [view.adminId]);
  const viewedBy = admin ? { ...admin, endsAt: view.endsAt } : null;
  return { id, email, name, role: 'USER', viewedBy };
}

/** Whether a user may be acted for. @throws NOT_FOUND. */
export async function getUserState(
  { db }: Pick<ServiceContext, 'db'>,
  userId: string,
): Promise<{ isActive: boolean }> {
  const user = await findUser(db, userId);
  if (!user) throw notFound('user');
  return { isActive: user.isActive };
}
