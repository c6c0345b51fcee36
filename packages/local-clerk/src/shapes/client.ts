import type { Context } from '../context.ts';
import { mintSessionToken } from '../session-token.ts';
import { findActiveUser, listActiveSessions } from '../sessions.ts';
import type { ClientRecord, SessionRecord, UserRecord } from '../store/state.ts';
import { signInShape } from './sign-in.ts';
import { signUpShape } from './sign-up.ts';
import { userShape } from './user.ts';

/** A session without its user: what the backend API, and lists of devices, show. */
export function bareSessionShape(session: SessionRecord) {
  return {
    id: session.id,
    object: 'session',
    client_id: session.clientId,
    user_id: session.userId,
    status: session.status,
    actor: null,
    last_active_organization_id: null,
    last_active_at: session.lastActiveAt,
    expire_at: session.expireAt,
    abandon_at: session.abandonAt,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}

export async function sessionShape(ctx: Context, session: SessionRecord, user: UserRecord, origin: string) {
  const shape = userShape(user, origin);
  const minutesSinceSignIn = Math.max(0, Math.floor((ctx.now() - session.createdAt) / 60_000));
  return {
    ...bareSessionShape(session),
    factor_verification_age: [minutesSinceSignIn, -1],
    last_active_token: { object: 'token', jwt: await mintSessionToken(ctx, session, origin) },
    tasks: null,
    user: shape,
    public_user_data: {
      user_id: user.id,
      first_name: user.firstName,
      last_name: user.lastName,
      image_url: shape.image_url,
      has_image: shape.has_image,
      identifier: user.email,
    },
  };
}

/** The whole client, with a fresh token for each of its active sessions. */
export async function clientShape(ctx: Context, client: ClientRecord, origin: string) {
  const sessions = await Promise.all(
    listActiveSessions(ctx, client).map((session) => {
      const user = findActiveUser(ctx, session.userId);
      return user ? sessionShape(ctx, session, user, origin) : null;
    }),
  );
  return {
    id: client.id,
    object: 'client',
    sessions: sessions.filter((session) => session !== null),
    sign_in:
      client.signIn && client.signIn.status !== 'complete' ? signInShape(ctx, client.signIn, origin) : null,
    sign_up: client.signUp && client.signUp.status !== 'complete' ? signUpShape(client.signUp) : null,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: null,
    captcha_bypass: false,
    cookie_expires_at: null,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}
