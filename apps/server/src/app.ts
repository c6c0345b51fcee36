import './request-locals.ts';
import compression from 'compression';
import express, { type Express, type RequestHandler, Router } from 'express';
import { chatRoute } from './chat-route.ts';
import { clerkWebhook } from './clerk-webhook.ts';
import type { AppDeps } from './deps.ts';
import { downloadRoute } from './download-route.ts';
import { exportEntriesRoute, exportUsersRoute } from './export-route.ts';
import { failureHandler, notFoundHandler, refuseMalformedPath } from './failures.ts';
import { healthRoutes } from './health.ts';
import { metricsRoute } from './metrics.ts';
import { signIn } from './principal.ts';
import { rateLimit } from './rate-limit.ts';
import { requestLog } from './request-log.ts';
import { docsPage, sendDocument } from './rest/docs-page.ts';
import { allowPagesOfKey, answerPreflight, refuseDoubledHeaders } from './rest/headers.ts';
import { restRoutes } from './rest/routes.ts';
import { runtimeConfig } from './runtime-config.ts';
import { securityHeaders } from './security-headers.ts';
import { trpcRoute } from './trpc-route.ts';
import { uploadRoute } from './upload-route.ts';

/** The whole HTTP surface of Scrip. Listens to nothing and starts nothing by itself: tests mount the same app. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxy);
  app.set('query parser', 'simple');
  app.use(
    requestLog(deps.logger),
    securityHeaders(deps),
    compress(),
    deps.streams.track,
    refuseMalformedPath,
  );
  const { local } = deps.clerk;
  if (local) app.use(local.path, local.router);
  app.use(['/api', '/trpc', '/v1', '/health', '/metrics'], neverStored);
  app.use('/health', healthRoutes(deps), notFoundHandler(deps));
  app.use('/metrics', metricsRoute(deps), notFoundHandler(deps));
  app.use('/api', apiRoutes(deps), notFoundHandler(deps));
  const identify = signIn(deps);
  // Both lanes count together: a key's rate is one, whichever way its calls come.
  const limit = rateLimit(deps);
  app.use('/trpc', identify, limit, trpcRoute(deps));
  app.get('/v1/openapi.json', sendDocument);
  app.use('/docs', docsPage(), notFoundHandler(deps));
  app.use('/v1', refuseDoubledHeaders, answerPreflight, identify, allowPagesOfKey, limit);
  app.use('/v1', restRoutes(deps), notFoundHandler(deps));
  if (deps.site) app.use(deps.site.router);
  app.use(notFoundHandler(deps), failureHandler(deps));
  return app;
}

function apiRoutes(deps: AppDeps): Router {
  const router = Router();
  router.get('/config', runtimeConfig(deps));
  router.post('/webhooks/clerk', clerkWebhook(deps));
  router.get('/files/content', rateLimit(deps), downloadRoute(deps));
  router.use(signIn(deps), rateLimit(deps));
  router.post('/files', uploadRoute(deps));
  router.post('/playground/chat', chatRoute(deps));
  router.get('/export/entries', exportEntriesRoute(deps));
  router.get('/export/users', exportUsersRoute(deps));
  return router;
}

const neverStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** Server-sent events must leave at once, so they are not collected for compression. */
function compress() {
  return compression({
    filter: (req, res) =>
      !String(res.getHeader('Content-Type')).startsWith('text/event-stream') && compression.filter(req, res),
  });
}
