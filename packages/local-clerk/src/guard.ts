import type { Request, RequestHandler } from 'express';
import { ClerkError } from './clerk-error.ts';
import { isLoopbackAddress } from './loopback.ts';

type Origins = readonly [string, ...string[]];

function refuse(code: string, message: string): never {
  throw new ClerkError({ status: 403, code, message });
}

/** Every address that a proxy in front says it forwards for. */
function forwardedAddresses(req: Request): string[] {
  const header = [req.headers['x-forwarded-for'] ?? []].flat().join(',');
  return header
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

function originOfHost(req: Request, origins: Origins): string | undefined {
  const host = req.headers.host?.toLowerCase();
  return origins.find((origin) => new URL(origin).host === host);
}

/** The origin a request is made from: its Origin header or, as same-origin GETs send none, its Host. */
export function originOf(req: Request, origins: Origins): string {
  return origins.find((origin) => origin === req.headers.origin) ?? originOfHost(req, origins) ?? origins[0];
}

/** Lets only this machine in, under a name that we serve: a foreign Host is a rebound DNS name or a tunnel. */
export function requireThisMachine(origins: Origins): RequestHandler {
  return (req, res, next) => {
    res.set('X-Content-Type-Options', 'nosniff');
    const addresses = [req.socket.remoteAddress, ...forwardedAddresses(req)];
    if (!addresses.every(isLoopbackAddress)) {
      refuse('address_not_allowed', 'Local sign-in answers this machine only.');
    }
    if (!originOfHost(req, origins))
      refuse('host_invalid', 'Local sign-in is not served under this host name.');
    next();
  };
}

/**
 * Refuses calls from pages of other origins; calls that change something must prove where they come from. Browsers say
 * so in Origin, or at least in Sec-Fetch-Site, which a page cannot set either.
 */
export function requireOwnOrigin(origins: Origins): RequestHandler {
  return (req, _res, next) => {
    const { origin } = req.headers;
    const proven =
      origin === undefined ? req.headers['sec-fetch-site'] === 'same-origin' : origins.includes(origin);
    const harmless = origin === undefined && (req.method === 'GET' || req.method === 'HEAD');
    if (!proven && !harmless) refuse('origin_invalid', 'This call must come from a page of this app.');
    next();
  };
}
