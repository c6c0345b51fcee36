import { SignJWT } from 'jose';
import { planClaims } from './billing/claims.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import type { SessionRecord } from './store/state.ts';

/** Clocks of browser and server may differ by this much before a fresh token counts as not yet valid. */
const CLOCK_SKEW_SECONDS = 10;

/** Signs a short-lived session token in Clerk's version 2 form for pages of `origin` (its `azp`). */
export function mintSessionToken(ctx: Context, session: SessionRecord, origin: string): Promise<string> {
  const issuedAt = Math.floor(ctx.now() / 1000);
  const minutesSinceSignIn = Math.max(0, Math.floor((ctx.now() - session.createdAt) / 60_000));
  const claims = {
    azp: origin,
    fva: [minutesSinceSignIn, -1],
    sid: session.id,
    sts: 'active',
    v: 2,
    ...planClaims(ctx, session.userId),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid: ctx.keys.keyId, typ: 'JWT' })
    .setIssuer(ctx.keys.issuer)
    .setSubject(session.userId)
    .setJti(newId('jti'))
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt - CLOCK_SKEW_SECONDS)
    .setExpirationTime(issuedAt + ctx.sessionTokenTtlSeconds)
    .sign(ctx.keys.privateKey);
}
