import { DomainError } from '@scrip/api/server';
import type { Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AppDeps } from './deps.ts';

/**
 * Bounds the calls of one account, of one API key, or of one address without either; each call of a batch counts. Every
 * process counts for itself.
 */
export function rateLimit({ callsPerMinute }: AppDeps): RequestHandler {
  const limiterFor = createLimiters();
  return async (req, res, next) => {
    try {
      const { caller, limit } = callerOf(req, res, callsPerMinute);
      const left = await limiterFor(limit).consume(caller, countCalls(req));
      tellLimit(res, limit, left);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      tellLimit(res, callerOf(req, res, callsPerMinute).limit, error);
      const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      const message = `Too many calls. Try again in ${retryAfterSeconds} seconds.`;
      throw new DomainError('RATE_LIMITED', message, { retryAfterSeconds });
    }
    next();
  };
}

/** To programs: as the IETF's draft on RateLimit header fields has it. */
function tellLimit(res: Response, limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
  if (res.locals.principal?.kind !== 'apiKey') return;
  const seconds = Math.max(0, Math.ceil(msBeforeNext / 1000));
  res.set('RateLimit-Policy', `"minute";q=${limit};w=60`);
  res.set('RateLimit', `"minute";r=${remainingPoints};t=${seconds}`);
}

function createLimiters(): (points: number) => RateLimiterMemory {
  const limiters = new Map<number, RateLimiterMemory>();
  return (points) => {
    const limiter = limiters.get(points) ?? new RateLimiterMemory({ points, duration: 60 });
    limiters.set(points, limiter);
    return limiter;
  };
}

function callerOf(req: Request, res: Response, usual: number): { caller: string; limit: number } {
  const { principal } = res.locals;
  if (principal?.kind === 'apiKey') {
    return { caller: `key ${principal.keyId}`, limit: principal.callsPerMinute ?? usual };
  }
  const caller = principal?.kind === 'user' ? `user ${principal.userId}` : `address ${req.ip ?? ''}`;
  return { caller, limit: usual };
}

/** tRPC separates the procedures of a batch by commas in the path. */
function countCalls(req: Request): number {
  return req.path.replaceAll(/%2c/gi, ',').split(',').length;
}
