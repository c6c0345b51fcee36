import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An identifier in Clerk's form, such as `user_2abc...`: 27 letters and digits, about 160 random bits. */
export function newId(prefix: string): string {
  const letters = Array.from({ length: 27 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${prefix}_${letters.join('')}`;
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** For secrets of full entropy only: unlike a password they need no slow hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares in constant time, also when the lengths differ. */
export function secretsEqual(a: string, b: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}
