import { type ErrorFacts, ScripError, type ScripErrorCode, ScripUnavailable } from './errors.ts';

export type Answer = { ok: true; data: unknown } | { ok: false; error: ScripError };

type AnswerMeta = { status: number; retryAfter: number | null };
type Domain = { code: string; retryAfterSeconds?: number };
type Failure = {
  message?: string;
  data?: { httpStatus?: number; requestId?: string; domain?: Domain | null };
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Seconds or a date, as HTTP allows; null for anything else. */
export function readRetryAfter(header: string | null, now = Date.now()): number | null {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** One answer for each call of a request: a batch answers a list, a request that was refused as a whole one object. */
export function readAnswers(body: unknown, count: number, meta: AnswerMeta): Answer[] {
  return Array.from({ length: count }, (_, index) =>
    readAnswer(Array.isArray(body) ? body[index] : body, meta),
  );
}

function readAnswer(part: unknown, meta: AnswerMeta): Answer {
  if (isObject(part) && isObject(part.result)) return { ok: true, data: part.result.data };
  // Every field is looked at before it is used.
  if (isObject(part) && isObject(part.error))
    return { ok: false, error: toError(part.error as Failure, meta) };
  return { ok: false, error: toError({}, meta) };
}

function toError({ message, data }: Failure, meta: AnswerMeta): ScripError {
  const { code = null, retryAfterSeconds, ...details } = data?.domain ?? {};
  const status = data?.httpStatus ?? meta.status;
  const facts: ErrorFacts = {
    status,
    retryAfter: retryAfterSeconds ?? meta.retryAfter,
    requestId: data?.requestId ?? null,
  };
  if (code === 'RATE_LIMITED' || (code === null && status === 429)) {
    return new ScripError('RATE_LIMITED', message ?? 'Too many calls.', {}, facts);
  }
  if (code === 'OVERLOADED' || code === 'UNAVAILABLE' || (code === null && isNoRefusal(status))) {
    return new ScripUnavailable(message ?? `Scrip gave no usable answer (HTTP ${status}).`, facts);
  }
  if (code === null) {
    return new ScripError('UNEXPECTED', message ?? `An unexpected answer (HTTP ${status}).`, {}, facts);
  }
  // A newer server may know more codes; callers compare them with those that they know.
  return new ScripError(code as ScripErrorCode, message ?? code, details, facts);
}

/** Only a status of 4xx says that the call was not carried out; a success without a result says nothing at all. */
function isNoRefusal(status: number): boolean {
  return status < 400 || status >= 500 || status === 408;
}
