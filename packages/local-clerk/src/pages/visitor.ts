import type { Request } from 'express';
import { ClerkError } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { findClient } from '../fapi/client-cookie.ts';
import { listActiveSessions } from '../sessions.ts';
import type { UserRecord } from '../store/state.ts';
import { getUser } from '../users.ts';

/** A page that only somebody who is signed in may see. */
export class SignInNeeded extends Error {}

/** Who is signed in to this browser. Throws SignInNeeded. */
export function requireVisitor(ctx: Context, req: Request): UserRecord {
  const client = findClient(ctx, req);
  const sessions = client ? listActiveSessions(ctx, client) : [];
  const session = sessions.find(({ id }) => id === client?.lastActiveSessionId) ?? sessions[0];
  if (!session) throw new SignInNeeded();
  return getUser(ctx, session.userId);
}

/** As the app mirrors it to Clerk; users cannot write it themselves. */
export function requireAdmin(ctx: Context, req: Request): UserRecord {
  const visitor = requireVisitor(ctx, req);
  if (visitor.publicMetadata.role !== 'ADMIN') {
    throw new ClerkError({ status: 403, code: 'not_admin', message: 'This page is for admins.' });
  }
  return visitor;
}
