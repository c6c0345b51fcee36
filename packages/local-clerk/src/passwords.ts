import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { paramError } from './clerk-error.ts';

export const MIN_PASSWORD_LENGTH = 8;
/** Clerk's own limit. */
export const MAX_PASSWORD_LENGTH = 72;

// 32 MB and about a tenth of a second for each guess. Stored with each hash, so that it can be raised later.
const COST = { logN: 15, r: 8, p: 1 };

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const N = 2 ** cost.logN;
  const options: ScryptOptions = { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r };
  return new Promise((done, fail) => {
    scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) => (error ? fail(error) : done(key)));
  });
}

/** Throws Clerk's error for a password that is too short or too long; `paramName` is the form field it shows on. */
export function checkPasswordRules(password: string, paramName: string): void {
  if (password.length < MIN_PASSWORD_LENGTH) {
    const message = `Passwords must be ${MIN_PASSWORD_LENGTH} characters or more.`;
    throw paramError(paramName, 'form_password_length_too_short', message);
  }
  if (password.length > MAX_PASSWORD_LENGTH) {
    const message = `Passwords must be ${MAX_PASSWORD_LENGTH} characters or fewer.`;
    throw paramError(paramName, 'form_password_length_too_long', message);
  }
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.logN, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join(
    '$',
  );
}

export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [scheme, logN, r, p, salt, key] = (hash ?? '').split('$');
  if (scheme !== 'scrypt' || !salt || !key || password.length > MAX_PASSWORD_LENGTH) return false;
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return expected.length === actual.length && timingSafeEqual(actual, expected);
}
