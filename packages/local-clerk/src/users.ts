import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { endSubscriptionOf } from './billing/cancel.ts';
import { billingNow, subscribeNewUser } from './billing/moment.ts';
import { notFound, paramError } from './clerk-error.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import type { Metadata } from './metadata.ts';
import { queueUserDeleted, queueUserSaved } from './outbox.ts';
import { endUserSessions } from './sessions.ts';
import type { UserRecord } from './store/state.ts';

const Email = z.email().max(254);
const MAX_NAME_LENGTH = 256;

/** The one spelling under which an address is kept and found; throws Clerk's error when it is not an address. */
export function normalizeEmail(value: string, paramName: string): string {
  const email = value.trim().toLowerCase();
  if (!Email.safeParse(email).success) {
    throw paramError(paramName, 'form_param_format_invalid', 'Enter a valid email address.');
  }
  return email;
}

/** A name as kept: trimmed, `null` when empty. */
export function normalizeName(value: string, paramName: string): string | null {
  const name = value.trim();
  if (name.length > MAX_NAME_LENGTH) {
    const message = `Names have at most ${MAX_NAME_LENGTH} characters.`;
    throw paramError(paramName, 'form_param_max_length_exceeded', message);
  }
  return name === '' ? null : name;
}

export function findUserByEmail(ctx: Context, email: string): UserRecord | null {
  const wanted = email.trim().toLowerCase();
  for (const user of ctx.store.users.values()) if (user.email === wanted) return user;
  return null;
}

export function getUser(ctx: Context, id: string): UserRecord {
  const user = ctx.store.users.get(id);
  if (!user) throw notFound('user');
  return user;
}

export function requireFreeEmail(ctx: Context, email: string): void {
  if (!findUserByEmail(ctx, email)) return;
  throw paramError(
    'email_address',
    'form_identifier_exists',
    'That email address is taken. Try another one.',
  );
}

export type NewUser = {
  email: string;
  passwordHash: string | null;
  firstName: string | null;
  lastName: string | null;
  externalId?: string | null;
  publicMetadata?: Metadata;
  privateMetadata?: Metadata;
  unsafeMetadata?: Metadata;
};

/** Adds a user and queues `user.created`. Synchronous, so that of two racing sign-ups with one address one fails. */
export function insertUser(ctx: Context, input: NewUser): UserRecord {
  requireFreeEmail(ctx, input.email);
  const at = ctx.now();
  const user: UserRecord = {
    id: newId('user'),
    emailId: newId('idn'),
    email: input.email,
    firstName: input.firstName,
    lastName: input.lastName,
    externalId: input.externalId ?? null,
    passwordHash: input.passwordHash,
    imageName: null,
    passwordUpdatedAt: input.passwordHash ? at : null,
    publicMetadata: input.publicMetadata ?? {},
    privateMetadata: input.privateMetadata ?? {},
    unsafeMetadata: input.unsafeMetadata ?? {},
    banned: false,
    locked: false,
    createdAt: at,
    updatedAt: at,
    lastSignInAt: null,
    lastActiveAt: null,
  };
  ctx.store.users.set(user.id, user);
  queueUserSaved(ctx, 'user.created', user);
  subscribeNewUser(ctx, user.id);
  return user;
}

export type UserChange = Partial<Omit<UserRecord, 'id' | 'emailId' | 'email' | 'createdAt' | 'updatedAt'>>;

/** Changes a user and queues `user.updated`. Signs a user who is now banned or locked out everywhere. */
export function updateUser(ctx: Context, user: UserRecord, change: UserChange): void {
  const passwordUpdatedAt = change.passwordHash === undefined ? user.passwordUpdatedAt : ctx.now();
  Object.assign(user, change, { passwordUpdatedAt, updatedAt: ctx.now() });
  if (user.banned || user.locked) endUserSessions(ctx, user.id, 'revoked');
  queueUserSaved(ctx, 'user.updated', user);
}

/** Removes a user with their subscription, sessions, tickets and picture, and queues `user.deleted`; durable when it resolves. */
export async function deleteUser(ctx: Context, user: UserRecord): Promise<void> {
  endUserSessions(ctx, user.id, 'removed');
  for (const ticket of ctx.store.tickets.values())
    if (ticket.userId === user.id) ctx.store.tickets.delete(ticket.id);
  endSubscriptionOf(ctx, user.id, billingNow(ctx));
  ctx.store.users.delete(user.id);
  queueUserDeleted(ctx, user.id);
  await ctx.store.flush();
  if (user.imageName !== null) await rm(join(ctx.imageDirectory, user.imageName), { force: true });
}
