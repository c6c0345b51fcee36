import {
  appRouter,
  DomainError,
  isDomainError,
  retryAfterSecondsOf,
  toTrpcError,
  unavailableOf,
} from '@scrip/api/server';
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';
import { toProblem } from './problem.ts';

const parserRefusals = {
  400: { code: 'BAD_REQUEST', message: 'The request cannot be understood.' },
  413: { code: 'PAYLOAD_TOO_LARGE', message: 'The request is too large.' },
  415: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The request has a content type that is not accepted here.',
  },
} satisfies Record<number, { code: TRPCError['code']; message: string }>;

/**
 * Answers with an error, in the form that the caller's client understands: tRPC's under /trpc, a problem of RFC 9457 under
 * /v1, the bare public error elsewhere. Nothing of an unexpected error leaves the process but the request id; it is logged instead.
 */
export function sendFailure(deps: AppDeps, req: Request, res: Response, error: unknown): void {
  const known = toKnownError(error);
  const { requestId } = res.locals;
  if (known.code === 'INTERNAL_SERVER_ERROR' || isDomainError(known.cause, 'UNAVAILABLE')) {
    deps.logger.error({ requestId, err: error }, 'A request failed');
  }
  const retryAfterSeconds = retryAfterSecondsOf(known.cause);
  if (retryAfterSeconds !== null) res.set('Retry-After', String(retryAfterSeconds));
  res.status(getHTTPStatusCodeFromError(known));
  if (isUnder(req, '/v1')) {
    res.type('application/problem+json').send(JSON.stringify(toProblem(known, requestId)));
    return;
  }
  const shape = getTRPCErrorShape({
    config: appRouter._def._config,
    error: known,
    type: 'unknown',
    path: undefined,
    input: undefined,
    ctx: contextOf(deps, res),
  });
  if (isUnder(req, '/trpc')) res.json({ error: shape });
  else res.json({ error: { message: shape.message, domain: shape.data.domain, requestId } });
}

function isUnder(req: Request, path: string): boolean {
  // Express looks at no case of letters either.
  const url = req.originalUrl.toLowerCase();
  return url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`);
}

function isParserStatus(status: number): status is keyof typeof parserRefusals {
  return status in parserRefusals;
}

function toKnownError(error: unknown): TRPCError {
  if (isDomainError(error)) return toTrpcError(error);
  if (error instanceof TRPCError) return error;
  // Express and its body parsers tell by `status` that the request is to blame.
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (isParserStatus(status)) return new TRPCError(parserRefusals[status]);
  const unavailable = unavailableOf(error);
  return unavailable ? toTrpcError(unavailable) : getTRPCErrorFromUnknown(error);
}

/** Express decodes a path only where a route names a part of it; tRPC would call it our own failure. */
export const refuseMalformedPath: RequestHandler = (req, _res, next) => {
  try {
    decodeURIComponent(req.path);
  } catch (cause) {
    throw new TRPCError({ ...parserRefusals[400], cause });
  }
  next();
};

export function notFoundHandler(deps: AppDeps): RequestHandler {
  return (req, res) =>
    sendFailure(deps, req, res, new DomainError('NOT_FOUND', 'There is nothing here.', {}));
}

export function failureHandler(deps: AppDeps): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) next(error);
    else sendFailure(deps, req, res, error);
  };
}
