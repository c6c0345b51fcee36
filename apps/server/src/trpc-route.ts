import { appRouter, isDomainError, retryAfterSecondsOf } from '@scrip/api/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { RequestHandler } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';

export const maxBatchSize = 20;
const maxBodyBytes = 256 * 1024;

/** Reads request bodies itself: no body parser may run before it. */
export function trpcRoute(deps: AppDeps): RequestHandler {
  return createExpressMiddleware({
    router: appRouter,
    createContext: ({ res }) => contextOf(deps, res),
    maxBatchSize,
    maxBodySize: maxBodyBytes,
    allowMethodOverride: false,
    responseMeta({ errors }) {
      const seconds = Math.max(0, ...errors.map((error) => retryAfterSecondsOf(error.cause) ?? 0));
      return seconds > 0 ? { headers: new Headers({ 'retry-after': String(seconds) }) } : {};
    },
    onError({ error, path, ctx }) {
      if (error.code !== 'INTERNAL_SERVER_ERROR' && !isDomainError(error.cause, 'UNAVAILABLE')) return;
      deps.logger.error({ requestId: ctx?.requestId, path, err: error.cause ?? error }, 'A call failed');
    },
  });
}
