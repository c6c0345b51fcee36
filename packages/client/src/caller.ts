import { createBatcher } from './batcher.ts';
import { type Call, sendCalls } from './http.ts';
import { attempt, type RetryOptions } from './retry.ts';

export type CallOptions = {
  signal?: AbortSignal | undefined;
  /** For the call with all its tries. */
  timeoutMs?: number | undefined;
};

export type ConnectionOptions = {
  /** Where Scrip is served, e.g. https://credits.example.com. */
  url: string;
  /** For each call with all its tries, unless the call says otherwise; 10 seconds unless told. */
  timeoutMs?: number;
  retry?: RetryOptions;
  /** Instead of the platform's own. */
  fetch?: typeof fetch;
};

/** Makes calls and tries them again; every mutation must carry a key, so that it is carried out at most once. */
export type Caller = <Result>(call: Call, options?: CallOptions) => Promise<Result>;

export function createCaller(
  { url, timeoutMs = 10_000, retry = {}, fetch: send = globalThis.fetch }: ConnectionOptions,
  authorize: () => Promise<string | null> | string | null,
): Caller {
  const http = { url: new URL('/trpc', url).href, authorize, fetch: send };
  const batch = createBatcher((calls, signal) => sendCalls(http, calls, signal));
  const { retries = 4, baseDelayMs = 200 } = retry;
  return <Result>(call: Call, options: CallOptions = {}) => {
    const attempts = {
      retries,
      baseDelayMs,
      timeoutMs: options.timeoutMs ?? timeoutMs,
      signal: options.signal,
    };
    // The router decides what a procedure answers; a test holds our types against it.
    return attempt((signal) => batch(call, signal) as Promise<Result>, attempts);
  };
}

/** 128 random bits; `crypto.randomUUID` is missing on pages without https. */
export function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
