import express, { type RequestHandler, Router } from 'express';
import { ClerkError, notFound, sendJson } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { secretsEqual } from '../ids.ts';
import { addBillingRoutes } from './billing.ts';
import { addSessionRoutes } from './sessions.ts';
import { addInvitationRoutes, addTicketRoutes } from './tickets.ts';
import { addUserRoutes } from './users.ts';

function requireSecretKey(secretKey: string): RequestHandler {
  return (req, _res, next) => {
    const [scheme, key] = (req.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !key || !secretsEqual(key, secretKey)) {
      throw new ClerkError({
        status: 401,
        code: 'authentication_invalid',
        message: 'The secret key is not valid.',
      });
    }
    next();
  };
}

/** The Backend API, as far as a server uses it for e-mail and password; for holders of the secret key. */
export function bapiRouter(ctx: Context): Router {
  const router = Router();
  router.use(requireSecretKey(ctx.keys.secretKey));
  router.use(express.json({ limit: '256kb' }));
  router.get('/jwks', (_req, res) => sendJson(res, ctx.keys.jwks));
  addUserRoutes(router, ctx);
  addSessionRoutes(router, ctx);
  addTicketRoutes(router, ctx);
  addInvitationRoutes(router, ctx);
  addBillingRoutes(router, ctx);
  router.use(() => {
    throw notFound('backend call in local sign-in');
  });
  return router;
}
