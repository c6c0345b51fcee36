import type { DomainErrorDetails } from './error-details.ts';

export type { DomainErrorDetails };

/** What went wrong, as Scrip says it; `UNEXPECTED` is an answer that no Scrip gives. */
export type ScripErrorCode = keyof DomainErrorDetails;

export type ErrorFacts = {
  status?: number | null;
  retryAfter?: number | null;
  requestId?: string | null;
  cause?: unknown;
};

/** A call that Scrip refused. Its message is safe to show. */
export class ScripError<Code extends ScripErrorCode = ScripErrorCode> extends Error {
  override readonly name: string = 'ScripError';
  readonly code: Code;
  readonly details: DomainErrorDetails[Code];
  /** In how many seconds another try makes sense; null where it makes none, or nobody knows. */
  readonly retryAfter: number | null;
  /** Of the HTTP answer; null without one. */
  readonly status: number | null;
  /** For the operator of Scrip, who finds it in the log. */
  readonly requestId: string | null;

  constructor(code: Code, message: string, details: DomainErrorDetails[Code], facts: ErrorFacts = {}) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.details = details;
    this.retryAfter = facts.retryAfter ?? null;
    this.status = facts.status ?? null;
    this.requestId = facts.requestId ?? null;
  }
}

/**
 * Scrip gave no answer that counts: not reached, too slow, overloaded or broken. Whether the call was carried out is
 * unknown; repeating it with the same key carries it out at most once.
 */
export class ScripUnavailable extends ScripError<'UNAVAILABLE'> {
  override readonly name = 'ScripUnavailable';

  constructor(message: string, facts: ErrorFacts = {}) {
    super('UNAVAILABLE', message, {}, facts);
  }
}

/** Tells a refusal from other errors, and one code from others: `isScripError(error, 'INSUFFICIENT_CREDITS')`. */
export function isScripError<Code extends ScripErrorCode>(
  error: unknown,
  code?: Code,
): error is ScripError<Code> {
  return error instanceof ScripError && (code === undefined || error.code === code);
}
