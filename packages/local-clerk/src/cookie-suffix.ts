import { createHash } from 'node:crypto';

/** The suffix that clerk-js and @clerk/backend derive from a publishable key for their cookie names. */
export function hashKeySuffix(publishableKey: string): string {
  return createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8);
}
