import { DomainError } from '@scrip/api/server';
import type { Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AppDeps } from './deps.ts';

/** Bounds the calls of one account, or of one address without an account. Each call of a batch counts. */
export function rateLimit({ callsPerMinute }: AppDeps): RequestHandler {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: 60 });
  return async (req, res, next) => {
    try {
      await limiter.consume(callerOf(req, res), countCalls(req));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      const message = `Too many calls. Try again in ${retryAfterSeconds} seconds.`;
      throw new DomainError('RATE_LIMITED', message, { retryAfterSeconds });
    }
    next();
  };
}

function callerOf(req: Request, res: Response): string {
  const { principal } = res.locals;
  return principal?.kind === 'user' ? `user ${principal.userId}` : `address ${req.ip ?? ''}`;
}

/** tRPC separates the procedures of a batch by commas in the path. */
function countCalls(req: Request): number {
  return req.path.replaceAll(/%2c/gi, ',').split(',').length;
}
