import type { Request } from 'express';
import { paramError } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import type { UserRecord } from '../store/state.ts';
import { queryValues } from './request.ts';

const SORT_KEYS: Record<string, (user: UserRecord) => string | number> = {
  created_at: (user) => user.createdAt,
  updated_at: (user) => user.updatedAt,
  last_sign_in_at: (user) => user.lastSignInAt ?? 0,
  last_active_at: (user) => user.lastActiveAt ?? 0,
  email_address: (user) => user.email,
  first_name: (user) => user.firstName ?? '',
  last_name: (user) => user.lastName ?? '',
};

function includesText(user: UserRecord, text: string): boolean {
  const fields = [user.id, user.email, user.firstName, user.lastName];
  return fields.some((field) => field?.toLowerCase().includes(text));
}

/** The users that the filters of a list or count call let through. */
export function filterUsers(ctx: Context, req: Request): UserRecord[] {
  const emails = queryValues(req, 'email_address').map((email) => email.toLowerCase());
  const ids = queryValues(req, 'user_id');
  const externalIds = queryValues(req, 'external_id');
  const text = typeof req.query.query === 'string' ? req.query.query.trim().toLowerCase() : '';
  return [...ctx.store.users.values()].filter(
    (user) =>
      (emails.length === 0 || emails.includes(user.email)) &&
      (ids.length === 0 || ids.includes(user.id)) &&
      (externalIds.length === 0 || (user.externalId !== null && externalIds.includes(user.externalId))) &&
      (text === '' || includesText(user, text)),
  );
}

/** Sorts by `order_by` (`+created_at`, `-email_address`); the newest first when it is absent. */
export function sortUsers(req: Request, users: UserRecord[]): UserRecord[] {
  const order = typeof req.query.order_by === 'string' ? req.query.order_by.trim() : '-created_at';
  const keyOf = SORT_KEYS[order.replace(/^[+-]/, '')];
  if (!keyOf) throw paramError('order_by', 'form_param_value_invalid', 'Users cannot be ordered by this.');
  const sign = order.startsWith('-') ? -1 : 1;
  return users.toSorted((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left === right ? 0 : left < right ? -sign : sign;
  });
}
