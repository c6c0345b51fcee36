import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { clerkMiddleware, createClerkClient, getAuth } from '@clerk/express';
import {
  asSystem,
  DomainError,
  findProvisionedUser,
  findViewedUser,
  identityOfClerkUser,
  type ProvisionedUser,
  provisionUser,
} from '@scrip/api/server';
import type { Request, RequestHandler, Response } from 'express';
import { admitApiKeys } from './api-key.ts';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';

/**
 * Decides who asks, on `res.locals.principal`. A sign-in that does not verify counts as none. The database row decides
 * about role and access: a deactivated account is refused here, whatever it asks for.
 */
export function signIn(deps: AppDeps): RequestHandler[] {
  return [
    admitApiKeys(deps),
    ...[ignoreForeignCredentials(deps), verifySession(deps), resolvePrincipal(deps)].map(withoutApiKey),
  ];
}

/** A call with an API key is decided: it has no session beside it. */
function withoutApiKey(signInStep: RequestHandler): RequestHandler {
  return (req, res, next) => (res.locals.principal?.kind === 'apiKey' ? next() : signInStep(req, res, next));
}

/**
 * Drops what cannot be a session of ours: bearer texts that are not tokens, which Clerk's middleware would look up over
 * the network, and cookies on calls from pages of other origins (every port of localhost shares ours).
 */
function ignoreForeignCredentials({ authorizedParties }: AppDeps): RequestHandler {
  const sessionToken = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/i;
  return (req, _res, next) => {
    const { authorization, origin } = req.headers;
    if (authorization !== undefined && !sessionToken.test(authorization)) {
      delete req.headers.authorization;
      delete req.headers.cookie;
    }
    if (origin !== undefined && !authorizedParties.includes(origin)) delete req.headers.cookie;
    next();
  };
}

function verifySession(deps: AppDeps): RequestHandler {
  const { clerk, authorizedParties, logger } = deps;
  const { publishableKey, secretKey, jwtKey, local } = clerk;
  const verify = clerkMiddleware({
    publishableKey,
    secretKey,
    authorizedParties,
    clerkClient: createClient(deps),
    ...(jwtKey ? { jwtKey } : {}),
    ...(local ? { proxyUrl: local.path } : {}),
  });
  return (req, res, next) => {
    verify(req, res, (error: unknown) => {
      // Why a sign-in was refused is nobody's business.
      for (const name of res.getHeaderNames()) if (name.startsWith('x-clerk-auth-')) res.removeHeader(name);
      if (error)
        logger.warn({ err: error, requestId: res.locals.requestId }, 'A sign-in could not be verified');
      next();
    });
  };
}

function resolvePrincipal(deps: AppDeps): RequestHandler {
  const findUser = createUserLookup(deps);
  return async (req, res, next) => {
    const clerkUserId = clerkUserIdOf(req);
    const user = clerkUserId ? await findUser(res, clerkUserId) : null;
    if (user && !user.isActive) {
      throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
    }
    const principal = user && withoutState(user);
    const viewToken = req.get('x-scrip-view-as');
    res.locals.principal = principal;
    if (principal && viewToken) {
      if (req.method !== 'GET') {
        throw new DomainError(
          'FORBIDDEN',
          'You are looking as another user. Nothing can be changed from here.',
          {},
        );
      }
      res.locals.principal = await findViewedUser(contextOf(deps, res), viewToken);
    }
    if (res.locals.principal?.kind === 'user') deps.openSessions.add(res, res.locals.principal);
    next();
  };
}

function clerkUserIdOf(req: Request): string | null {
  // Without the mark of Clerk's middleware, verification failed before it came to a decision.
  return 'auth' in req ? getAuth(req).userId : null;
}

function withoutState({ isActive: _, ...principal }: ProvisionedUser) {
  return principal;
}

type UserLookup = (res: Response, clerkUserId: string) => Promise<ProvisionedUser | null>;

/** Makes the user on first sight, when no webhook has come yet. Requests that race ask Clerk once. */
function createUserLookup(deps: AppDeps): UserLookup {
  const client = createClient(deps);
  const pending = new Map<string, Promise<ProvisionedUser | null>>();

  async function introduce(res: Response, clerkUserId: string): Promise<ProvisionedUser | null> {
    try {
      const { raw } = await client.users.getUser(clerkUserId);
      const ctx = asSystem(contextOf(deps, res));
      return await provisionUser(ctx, identityOfClerkUser(raw), { adminEmails: deps.adminEmails });
    } catch (error) {
      // A session outlives its deleted user by up to a minute.
      if (isClerkAPIResponseError(error) && error.status === 404) return null;
      throw new Error('Clerk did not tell who signed in.', { cause: error });
    } finally {
      pending.delete(clerkUserId);
    }
  }

  return async (res, clerkUserId) => {
    const known = await findProvisionedUser(contextOf(deps, res), clerkUserId);
    if (known) return known;
    const introduction = pending.get(clerkUserId) ?? introduce(res, clerkUserId);
    pending.set(clerkUserId, introduction);
    return introduction;
  };
}

function createClient({ clerk }: AppDeps) {
  const { publishableKey, secretKey, apiUrl } = clerk;
  return createClerkClient({
    publishableKey,
    secretKey,
    ...(apiUrl ? { apiUrl } : {}),
    telemetry: { disabled: true },
  });
}
