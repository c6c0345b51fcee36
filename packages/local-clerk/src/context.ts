import type { Keys } from './keys.ts';
import type { Logger } from './options.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Store } from './store/store.ts';

/** What every part of local Clerk works with. */
export type Context = {
  store: Store;
  keys: Keys;
  limits: RateLimits;
  imageDirectory: string;
  /** All loopback; the first is canonical. */
  origins: readonly [string, ...string[]];
  sessionTokenTtlSeconds: number;
  now(): number;
  logger: Logger;
  /** Says that the outbox has a new message; delivered once webhooks have started. */
  wakeWebhooks(): void;
};

export const PATH = '/__clerk';
