import { DomainError, isDomainError } from '@scrip/api/server';
import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AppDeps } from './deps.ts';

const guessesPerMinute = 60;

/**
 * Takes `Authorization: Bearer scrip_...` as who asks, instead of any session; a key that does not count is refused here,
 * whatever is asked for. Addresses that show unknown keys again and again are not looked up for a while; keys that this
 * process knows pass all the same.
 */
export function admitApiKeys({ apiKeys }: AppDeps): RequestHandler {
  const guesses = new RateLimiterMemory({ points: guessesPerMinute, duration: 60 });
  const refuseGuesser = async (address: string) => {
    const spent = await guesses.get(address);
    if (!spent || spent.consumedPoints < guessesPerMinute) return;
    const retryAfterSeconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
    const message = `Too many unknown API keys. Try again in ${retryAfterSeconds} seconds.`;
    throw new DomainError('RATE_LIMITED', message, { retryAfterSeconds });
  };
  return async (req, res, next) => {
    const secret = /^Bearer\s+(scrip_\S*)\s*$/i.exec(req.headers.authorization ?? '')?.[1];
    if (secret === undefined) return next();
    const address = req.ip ?? '';
    const site = { origin: req.headers.origin, address };
    try {
      const lookUp = () => refuseGuesser(address);
      res.locals.principal = await apiKeys.gate.authenticate(secret, site, lookUp);
    } catch (error) {
      const isGuess = isDomainError(error, 'UNAUTHENTICATED') && error.details.reason === 'unknown';
      if (isGuess) await guesses.consume(address).catch(ignoreLimit);
      throw error;
    }
    next();
  };
}

function ignoreLimit(error: unknown): void {
  if (!(error instanceof RateLimiterRes)) throw error;
}
