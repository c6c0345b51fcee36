import { isScripError, ScripUnavailable } from './errors.ts';

export type RetryOptions = {
  /** How often a call is tried again; 4 times unless told. */
  retries?: number;
  /** The first pause at most; it doubles each time. 200 unless told. */
  baseDelayMs?: number;
};

export type Attempts = Required<RetryOptions> & { timeoutMs: number; signal: AbortSignal | undefined };

const maxDelayMs = 10_000;

/** Whether the same call under the same key may come out otherwise. */
function isPassing(error: unknown): boolean {
  return error instanceof ScripUnavailable || isScripError(error, 'RATE_LIMITED');
}

/** Half of it by chance, so that callers that failed together do not come back together; never before Retry-After. */
function delayBefore(error: unknown, tried: number, baseDelayMs: number, random = Math.random()): number {
  const backoff = Math.min(maxDelayMs, baseDelayMs * 2 ** tried);
  const asked = isScripError(error) && error.retryAfter !== null ? error.retryAfter * 1000 : 0;
  return asked > 0 ? asked + (backoff * random) / 2 : (backoff * (1 + random)) / 2;
}

/**
 * Runs a call that may be repeated until it has an answer, a refusal, no time left for another try, or was aborted.
 *
 * @throws ScripUnavailable when the time is over, the signal's reason when aborted, and what the last attempt threw.
 */
export async function attempt<Result>(
  run: (signal: AbortSignal) => Promise<Result>,
  { retries, baseDelayMs, timeoutMs, signal }: Attempts,
): Promise<Result> {
  signal?.throwIfAborted();
  const call = new AbortController();
  const stop = () => call.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  let lastError: unknown;
  const late = () => new ScripUnavailable(`No answer within ${timeoutMs} ms.`, { cause: lastError });
  const timer = setTimeout(() => call.abort(late()), timeoutMs);
  const endsAt = Date.now() + timeoutMs;
  try {
    for (let tried = 0; ; tried++) {
      try {
        return await run(call.signal);
      } catch (error) {
        lastError = error;
        const delay = delayBefore(error, tried, baseDelayMs);
        const isLast = tried >= retries || Date.now() + delay >= endsAt;
        if (call.signal.aborted || !isPassing(error) || isLast) throw error;
        await pause(delay, call.signal);
      }
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      done();
    }, delayMs);
    const stop = () => {
      clearTimeout(timer);
      fail(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
