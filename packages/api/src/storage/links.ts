import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Storage } from './storage.ts';

const fileLinkPath = '/api/files/content';

const Grant = z.object({
  /** The owner, not whoever asked. */
  u: z.string(),
  f: z.string(),
  /** a: attachment, i: inline, t: thumbnail. */
  v: z.enum(['a', 'i', 't']),
  /** Seconds since 1970. */
  e: z.int(),
});

export type LinkGrant = { userId: string; id: string; variant: 'a' | 'i' | 't' };

const periodMs = 5 * 60_000;

/**
 * An address that gives one file to whoever has it, for five to ten minutes. Within one period it stays the same, so
 * that browsers can keep what they have loaded.
 */
export function createLink(
  { linkKey }: Pick<Storage, 'linkKey'>,
  { userId, id, variant }: LinkGrant,
  at: Date,
): { url: string; expiresAt: Date } {
  const expiresAt = new Date((Math.floor(at.getTime() / periodMs) + 2) * periodMs);
  const grant: z.infer<typeof Grant> = { u: userId, f: id, v: variant, e: expiresAt.getTime() / 1000 };
  const payload = Buffer.from(JSON.stringify(grant)).toString('base64url');
  const token = `${payload}.${sign(linkKey, payload)}`;
  return { url: `${fileLinkPath}?${new URLSearchParams({ token })}`, expiresAt };
}

/** Null for what we did not sign, or what has expired. */
export function readLink(
  { linkKey }: Pick<Storage, 'linkKey'>,
  token: string,
  at: Date,
): (LinkGrant & { expiresAt: Date }) | null {
  const [payload = '', signature = '', ...rest] = token.split('.');
  const expected = Buffer.from(sign(linkKey, payload));
  const given = Buffer.from(signature);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const {
    u: userId,
    f: id,
    v: variant,
    e,
  } = Grant.parse(JSON.parse(String(Buffer.from(payload, 'base64url'))));
  const expiresAt = new Date(e * 1000);
  return expiresAt > at ? { userId, id, variant, expiresAt } : null;
}

function sign(key: Buffer, payload: string): string {
  return createHmac('sha256', key).update(`file ${payload}`).digest('base64url');
}
