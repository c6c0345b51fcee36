import express, { type RequestHandler, Router } from 'express';
import { notFound, sendJson } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { originOf, requireOwnOrigin } from '../guard.ts';
import { environmentShape } from '../shapes/environment.ts';
import { addClientRoutes } from './client.ts';
import { addMeRoutes } from './me.ts';
import { addProfileImageRoutes } from './profile-image.ts';
import { addSessionRoutes } from './sessions.ts';
import { addSignInRoutes } from './sign-ins.ts';
import { addSignUpRoutes } from './sign-ups.ts';

const TUNNELLED = new Set(['PATCH', 'PUT', 'DELETE']);

/** clerk-js sends every change as a form POST and names the method it means in the query. */
const useTunnelledMethod: RequestHandler = (req, _res, next) => {
  const { _method: method } = req.query;
  if (req.method === 'POST' && typeof method === 'string' && TUNNELLED.has(method)) req.method = method;
  next();
};

/** The Frontend API, as far as clerk-js 6 and the prebuilt components use it for e-mail and password. */
export function fapiRouter(ctx: Context): Router {
  const router = Router();
  const sendEnvironment: RequestHandler = (req, res) =>
    sendJson(res, environmentShape(originOf(req, ctx.origins)));
  router.use(requireOwnOrigin(ctx.origins));
  router.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 50 }));
  router.use(useTunnelledMethod);
  router.get('/environment', sendEnvironment);
  router.patch('/environment', sendEnvironment);
  addClientRoutes(router, ctx);
  addSignInRoutes(router, ctx);
  addSignUpRoutes(router, ctx);
  addSessionRoutes(router, ctx);
  addMeRoutes(router, ctx);
  addProfileImageRoutes(router, ctx);
  router.use(() => {
    throw notFound('local sign-in call');
  });
  return router;
}
