import type { AnyJobKind } from './job-kind.ts';

const firstDelayMs = 5_000;
const longestDelayMs = 60 * 60_000;

/** Doubles from 5 seconds to an hour; a recurring job waits no longer than for its next turn. */
export function computeRetryAt(
  at: Date,
  attempts: number,
  { everySeconds }: Pick<AnyJobKind, 'everySeconds'>,
): Date {
  const delayMs = Math.min(firstDelayMs * 2 ** (attempts - 1), longestDelayMs);
  const retryAt = new Date(at.getTime() + delayMs);
  if (everySeconds === null) return retryAt;
  const turn = computeNextTurn(at, everySeconds);
  return retryAt < turn ? retryAt : turn;
}

/** The first multiple of the interval after `at`. */
export function computeNextTurn(at: Date, everySeconds: number): Date {
  const everyMs = everySeconds * 1000;
  return new Date((Math.floor(at.getTime() / everyMs) + 1) * everyMs);
}
