import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from './options.ts';

type ClerkErrorInput = {
  status: number;
  code: string;
  message: string;
  paramName?: string;
  meta?: Record<string, unknown>;
  retryAfterSeconds?: number;
};

/** An answer that Clerk's packages understand: `{ errors: [{ code, message, long_message, meta }] }`. */
export class ClerkError extends Error {
  readonly input: ClerkErrorInput;

  constructor(input: ClerkErrorInput) {
    super(input.message);
    this.input = input;
  }
}

export function paramError(paramName: string, code: string, message: string): ClerkError {
  return new ClerkError({ status: 422, code, message, paramName });
}

export function notFound(what: string): ClerkError {
  return new ClerkError({ status: 404, code: 'resource_not_found', message: `There is no such ${what}.` });
}

/** clerk-js reacts to a 401 by reading the client again and signing out when its session is gone. */
export function unauthenticated(): ClerkError {
  return new ClerkError({ status: 401, code: 'authentication_invalid', message: 'You are not signed in.' });
}

function sendClerkError(res: Response, { input }: ClerkError): void {
  if (input.retryAfterSeconds !== undefined) res.set('Retry-After', String(input.retryAfterSeconds));
  const meta = { ...input.meta, ...(input.paramName ? { param_name: input.paramName } : {}) };
  const error = { code: input.code, message: input.message, long_message: input.message, meta };
  sendJson(res, { errors: [error] }, input.status);
}

/** Clerk's backend package parses a body only when its content type is exactly `application/json`. */
export function sendJson(res: Response, body: unknown, status = 200): void {
  res.status(status).set('Cache-Control', 'no-store');
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify(body));
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

export function clerkErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    if (error instanceof ClerkError) return sendClerkError(res, error);
    const status = statusOf(error);
    if (status === 500)
      logger.warn({ err: error, method: req.method, path: req.path }, 'local sign-in failed');
    const known = status < 500;
    const code = known ? 'request_invalid' : 'internal_clerk_error';
    const message = known ? 'The request could not be read.' : 'Local sign-in failed; see the server log.';
    sendClerkError(res, new ClerkError({ status, code, message }));
  };
}
