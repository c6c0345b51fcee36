import { DomainError } from '@scrip/api/server';
import { TRPCError } from '@trpc/server';
import type { RequestHandler } from 'express';

const once = ['authorization', 'content-type', 'idempotency-key', 'origin'];

/** Node would take the first of some and join others: neither is what anybody meant. */
export const refuseDoubledHeaders: RequestHandler = (req, _res, next) => {
  const doubled = once.find((name) => (req.headersDistinct[name]?.length ?? 0) > 1);
  if (doubled === undefined) return next();
  const message = 'The header is there more than once.';
  throw new DomainError('INVALID_INPUT', `${doubled}: ${message}`, { issues: [{ path: doubled, message }] });
};

/**
 * The answer to a browser that asks whether it may send a call. It shows no key yet, so any page may send: what a page
 * may read is decided by its key in `allowPagesOfKey`. Cookies are never asked for.
 */
export const answerPreflight: RequestHandler = (req, res, next) => {
  res.vary('Origin');
  const { origin } = req.headers;
  if (req.method !== 'OPTIONS') return next();
  if (origin !== undefined && req.headers['access-control-request-method'] !== undefined) {
    res.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key',
      'Access-Control-Max-Age': '600',
    });
  }
  res.status(204).end();
};

/** Pages may read the answers to a key that names their origin, and no others. */
export const allowPagesOfKey: RequestHandler = (req, res, next) => {
  const { principal } = res.locals;
  const { origin } = req.headers;
  if (origin !== undefined && principal?.kind === 'apiKey' && principal.allowedOrigins?.includes(origin)) {
    res.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'RateLimit, RateLimit-Policy, Retry-After, X-Request-Id',
    });
  }
  next();
};

export const requireJson: RequestHandler = (req, _res, next) => {
  const [type = ''] = (req.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() === 'application/json') return next();
  const message = 'The body must be JSON, with the content type application/json.';
  throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message });
};
