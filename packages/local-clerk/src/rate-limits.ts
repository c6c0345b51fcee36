import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ClerkError } from './clerk-error.ts';

const ATTEMPTS_PER_IDENTIFIER = 10;
const ATTEMPTS_PER_ADDRESS = 300;
const CHANGES_PER_ADDRESS = 120;
const WINDOW_SECONDS = 60;

export type RateLimits = {
  /** Counts one attempt to prove `identifier` from `address`; throws Clerk's 429 when there were too many. */
  countAttempt(address: string, identifier: string): Promise<void>;
  /** Counts one change made on a page of local billing from `address`. */
  countChange(address: string): Promise<void>;
  /** Forgets the attempts on `identifier`, after one succeeded. */
  clearAttempts(address: string, identifier: string): Promise<void>;
};

function attemptKey(address: string, identifier: string): string {
  return `${address} ${identifier.toLowerCase()}`;
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    const message = `Too many attempts. Try again in ${retryAfterSeconds} seconds.`;
    throw new ClerkError({ status: 429, code: 'too_many_requests', message, retryAfterSeconds });
  }
}

export function createRateLimits(): RateLimits {
  const perIdentifier = new RateLimiterMemory({ points: ATTEMPTS_PER_IDENTIFIER, duration: WINDOW_SECONDS });
  const perAddress = new RateLimiterMemory({ points: ATTEMPTS_PER_ADDRESS, duration: WINDOW_SECONDS });
  const changes = new RateLimiterMemory({ points: CHANGES_PER_ADDRESS, duration: WINDOW_SECONDS });
  return {
    countChange: (address) => consume(changes, address),
    async countAttempt(address, identifier) {
      await consume(perAddress, address);
      await consume(perIdentifier, attemptKey(address, identifier));
    },
    async clearAttempts(address, identifier) {
      await perIdentifier.delete(attemptKey(address, identifier));
    },
  };
}
