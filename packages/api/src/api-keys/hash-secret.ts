import { createHmac } from 'node:crypto';

/** The stored form of a secret. */
export type HashApiKey = (secret: string) => string;

/**
 * HMAC-SHA256 under a secret of the server, so that a stolen database opens nothing. The secret has 166 bits that nobody
 * sees: no slow hash is needed, and every call can afford this one.
 */
export function createKeyHasher(serverSecret: string): HashApiKey {
  return (secret) => createHmac('sha256', serverSecret).update(secret).digest('hex');
}
