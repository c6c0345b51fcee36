import { randomUUID } from 'node:crypto';
import type { Logger, Principal } from '@scrip/api/server';
import type { RequestHandler } from 'express';

/** Gives every request an id, and logs it when it is over: by path only, since query strings hold tickets and inputs. */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const startedMs = performance.now();
    const requestId = randomUUID();
    const { method, path } = req;
    res.locals.requestId = requestId;
    res.set('X-Request-Id', requestId);
    res.once('close', () => {
      const durationMs = Math.round(performance.now() - startedMs);
      const fields = { requestId, method, path, status: res.statusCode, durationMs };
      const caller = callerOf(res.locals.principal);
      logger.info({ ...fields, ...caller }, res.writableFinished ? 'request' : 'request aborted');
    });
    next();
  };
}

function callerOf(principal: Principal | null | undefined): { userId?: string; apiKeyId?: string } {
  if (principal?.kind === 'user') return { userId: principal.userId };
  return principal?.kind === 'apiKey' ? { apiKeyId: principal.keyId } : {};
}
