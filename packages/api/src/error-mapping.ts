import { isUnavailable } from '@scrip/database';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { z } from 'zod';
import {
  DomainError,
  type DomainErrorCode,
  type DomainErrorShape,
  isDomainError,
  shapeOf,
} from './errors.ts';
import { issuesOf, sentenceOf } from './validation.ts';

const trpcCodes = {
  UNAUTHENTICATED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  ACCOUNT_INACTIVE: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  INVALID_INPUT: 'BAD_REQUEST',
  UNKNOWN_FEATURE: 'NOT_FOUND',
  UNKNOWN_MODEL: 'NOT_FOUND',
  QUOTE_EXPIRED: 'CONFLICT',
  INSUFFICIENT_CREDITS: 'PAYMENT_REQUIRED',
  CONFLICT: 'CONFLICT',
  ALREADY_CHARGED: 'CONFLICT',
  REFUND_EXCEEDS_SPEND: 'CONFLICT',
  BALANCE_MOVED: 'CONFLICT',
  SPEND_CAP_REACHED: 'PAYMENT_REQUIRED',
  KEY_CAP_REACHED: 'PAYMENT_REQUIRED',
  HOLD_ENDED: 'CONFLICT',
  GRANT_ENDED: 'CONFLICT',
  OVERDRAFT_IN_USE: 'CONFLICT',
  BALANCE_OVERFLOW: 'UNPROCESSABLE_CONTENT',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  OVERLOADED: 'SERVICE_UNAVAILABLE',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  UPSTREAM_FAILED: 'BAD_GATEWAY',
  ALREADY_EXISTS: 'CONFLICT',
  OUT_OF_DATE: 'CONFLICT',
  IN_USE: 'CONFLICT',
  NOT_CONFIGURED: 'PRECONDITION_FAILED',
  CLERK_FAILED: 'BAD_GATEWAY',
  FILE_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FILE_TYPE_REFUSED: 'UNSUPPORTED_MEDIA_TYPE',
  QUOTA_EXCEEDED: 'FORBIDDEN',
  STORAGE_UNPAID: 'PAYMENT_REQUIRED',
  UPLOAD_BROKEN: 'BAD_REQUEST',
  STORE_FAILED: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<DomainErrorCode, TRPCError['code']>;

export function toTrpcError(error: DomainError): TRPCError {
  return new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
}

/** The refusal for a call that a database which cannot serve at the moment made fail; null for every other error. */
export function unavailableOf(error: unknown): DomainError<'UNAVAILABLE'> | null {
  if (!isUnavailable(error)) return null;
  const message = 'The database does not answer. Try again in a second.';
  return new DomainError('UNAVAILABLE', message, { retryAfterSeconds: 1 }, { cause: error });
}

export type PublicError = { message: string; domain: DomainErrorShape | null };

/**
 * The part of an error that may leave the process. Everything that is not a domain error or a rejected input is
 * replaced by a constant and the request id, because tRPC would send the raw message in production too.
 */
export function toPublicError(error: TRPCError, requestId: string): PublicError {
  if (isDomainError(error.cause)) {
    return { message: error.cause.message, domain: shapeOf(error.cause) };
  }
  if (error.cause instanceof z.ZodError) {
    return {
      message: sentenceOf(error.cause),
      domain: { code: 'INVALID_INPUT', issues: issuesOf(error.cause) },
    };
  }
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    return { message: `Something went wrong on our side. Request ${requestId}.`, domain: null };
  }
  return { message: error.message, domain: null };
}

/** For the routes beside tRPC: the same status and public error that a procedure would answer. */
export function toErrorResponse(error: unknown, requestId: string): Response {
  const refusal = isDomainError(error) ? error : unavailableOf(error);
  const trpcError = refusal
    ? toTrpcError(refusal)
    : new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error });
  const body = { error: { ...toPublicError(trpcError, requestId), requestId } };
  return Response.json(body, { status: getHTTPStatusCodeFromError(trpcError) });
}
