import { isLoopbackHostname } from './loopback.ts';

export type Logger = {
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
};

export type LocalClerkOptions = {
  /** Where keys, users and sessions live; created with mode 0700. One process at a time may use it. */
  directory: string;
  /** The origins the app is served on; the first is canonical (links, images in webhooks). All must be loopback. */
  origins: string[];
  /** Our own webhook route, on loopback; deliveries are signed like Svix and retried until 2xx, also after a restart. */
  webhookUrl: string;
  /** The process environment's real Clerk keys, if any: a value here makes `createLocalClerk` throw. */
  realKeys?: { publishableKey?: string | undefined; secretKey?: string | undefined };
  now?: () => Date;
  logger?: Logger;
  /** Lifetime of a session token; 60 by default, as at Clerk. */
  sessionTokenTtlSeconds?: number;
};

function requireLoopback(value: string, what: string): URL {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error(`${what} must be an http(s) URL: ${value}`);
  if (!isLoopbackHostname(url.hostname)) {
    throw new Error(
      `Local sign-in runs on this machine only, but ${what} is ${url.origin}. Set real Clerk keys.`,
    );
  }
  return url;
}

/** Throws one clear sentence when local sign-in must not run: beside real keys, or anywhere but on loopback. */
export function checkOptions(options: LocalClerkOptions): { origins: [string, ...string[]] } {
  const { publishableKey, secretKey } = options.realKeys ?? {};
  if (publishableKey?.trim() || secretKey?.trim()) {
    throw new Error('Local sign-in refuses to run beside real Clerk keys: unset them, or use real Clerk.');
  }
  requireLoopback(options.webhookUrl, 'the webhook URL');
  const [first, ...rest] = options.origins.map((origin) => requireLoopback(origin, 'an origin').origin);
  if (!first) throw new Error('Local sign-in needs at least one origin.');
  return { origins: [first, ...rest] };
}
