import type { Context } from './context.ts';
import { newId } from './ids.ts';
import type { ClientRecord, SessionRecord, UserRecord } from './store/state.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SESSION_LIFETIME_MS = 7 * DAY_MS;
const SESSION_ABANDON_MS = 30 * DAY_MS;

/** Where a request came from, for the list of devices. */
export type Device = { ipAddress: string; userAgent: string };

export function findActiveUser(ctx: Context, userId: string): UserRecord | null {
  const user = ctx.store.users.get(userId);
  return user && !user.banned && !user.locked ? user : null;
}

export function isActive(ctx: Context, session: SessionRecord): boolean {
  if (session.status !== 'active' || session.expireAt <= ctx.now()) return false;
  return findActiveUser(ctx, session.userId) !== null;
}

export function listActiveSessions(ctx: Context, client: ClientRecord): SessionRecord[] {
  return [...ctx.store.sessions.values()].filter((one) => one.clientId === client.id && isActive(ctx, one));
}

export function listUserSessions(ctx: Context, userId: string): SessionRecord[] {
  return [...ctx.store.sessions.values()].filter((session) => session.userId === userId);
}

function noteSessionsChanged(ctx: Context, client: ClientRecord): void {
  const ids = listActiveSessions(ctx, client).map((session) => session.id);
  const stays = client.lastActiveSessionId !== null && ids.includes(client.lastActiveSessionId);
  client.lastActiveSessionId = stays ? client.lastActiveSessionId : (ids.at(-1) ?? null);
  client.sessionsChangedAt = ctx.now();
  client.updatedAt = ctx.now();
  ctx.store.touch();
}

export function endSession(ctx: Context, session: SessionRecord, status: SessionRecord['status']): void {
  session.status = status;
  session.updatedAt = ctx.now();
  const client = ctx.store.clients.get(session.clientId);
  if (client) noteSessionsChanged(ctx, client);
}

export function endUserSessions(
  ctx: Context,
  userId: string,
  status: SessionRecord['status'],
  exceptId?: string,
): void {
  for (const session of listUserSessions(ctx, userId)) {
    if (session.status === 'active' && session.id !== exceptId) endSession(ctx, session, status);
  }
}

/** Signs `user` in on `client`; an older session of the same user there is replaced. */
export function startSession(
  ctx: Context,
  client: ClientRecord,
  user: UserRecord,
  device: Device,
): SessionRecord {
  const at = ctx.now();
  const older = listActiveSessions(ctx, client).filter((session) => session.userId === user.id);
  for (const session of older) endSession(ctx, session, 'replaced');
  const session: SessionRecord = {
    id: newId('sess'),
    clientId: client.id,
    userId: user.id,
    status: 'active',
    ...device,
    createdAt: at,
    updatedAt: at,
    lastActiveAt: at,
    expireAt: at + SESSION_LIFETIME_MS,
    abandonAt: at + SESSION_ABANDON_MS,
  };
  ctx.store.sessions.set(session.id, session);
  client.lastActiveSessionId = session.id;
  noteSessionsChanged(ctx, client);
  user.lastSignInAt = at;
  user.lastActiveAt = at;
  return session;
}

/** Notes that a session is in use; it becomes the client's current one. */
export function touchSession(ctx: Context, client: ClientRecord, session: SessionRecord): void {
  session.lastActiveAt = ctx.now();
  session.updatedAt = ctx.now();
  client.lastActiveSessionId = session.id;
  const user = ctx.store.users.get(session.userId);
  if (user) user.lastActiveAt = ctx.now();
  ctx.store.touch();
}
