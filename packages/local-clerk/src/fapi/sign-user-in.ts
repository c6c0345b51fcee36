import { ClerkError } from '../clerk-error.ts';
import { startSession } from '../sessions.ts';
import type { UserRecord } from '../store/state.ts';
import type { Call } from './call.ts';

const MAX_USER_AGENT_LENGTH = 512;

/** Starts a session for a user who has proven who they are and answers its id; throws when they may not sign in. */
export function signIn(call: Call, user: UserRecord): string {
  if (user.banned)
    throw new ClerkError({ status: 403, code: 'user_banned', message: 'This account is banned.' });
  if (user.locked)
    throw new ClerkError({ status: 403, code: 'user_locked', message: 'This account is locked.' });
  const client = call.requireClient();
  call.rotateClient();
  const userAgent = (call.req.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT_LENGTH);
  return startSession(call.ctx, client, user, { ipAddress: call.address, userAgent }).id;
}
