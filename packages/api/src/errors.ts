export type ClerkFailure =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'failed'
  | 'unreachable'
  | 'timeout'
  | 'unexpected';

/** What a refusal carries besides its sentence; the keys are the closed set of domain error codes. */
export type DomainErrorDetails = {
  /** `reason` where an API key was shown. */
  UNAUTHENTICATED: { reason?: 'malformed' | 'unknown' | 'revoked' | 'expired' };
  /** `reason` where an API key was shown that counts; `scope`: the one that it lacks. */
  FORBIDDEN: { reason?: 'api-key' | 'scope' | 'origin' | 'address'; scope?: string };
  ACCOUNT_INACTIVE: Record<never, never>;
  NOT_FOUND: Record<never, never>;
  INVALID_INPUT: { issues: { path: string; message: string }[] };
  UNKNOWN_FEATURE: { featureKey: string };
  /** The price names its models, and this is none of them. */
  UNKNOWN_MODEL: { model: string; known: string[] };
  /** The promise of a price has ended; ask for a new one. */
  QUOTE_EXPIRED: { expiresAt: string };
  INSUFFICIENT_CREDITS: { required: number; available: number };
  /** The key was used before for a different request; `fields` names what differs. */
  CONFLICT: { fields: string[] };
  /** The key paid for an earlier run of this work; it is neither run nor charged again. */
  ALREADY_CHARGED: { entryId: string; refunded: boolean };
  /** A limit of spending would be passed; `featureKey` is null where it counts all features. */
  SPEND_CAP_REACHED: {
    period: 'DAY' | 'MONTH';
    featureKey: string | null;
    limit: number;
    used: number;
    required: number;
    resetsAt: string;
  };
  /** What the API key may spend would be passed; `resetsAt` is null where it never starts anew. */
  KEY_CAP_REACHED: {
    period: 'DAY' | 'MONTH' | 'TOTAL';
    limit: number;
    used: number;
    required: number;
    resetsAt: string | null;
  };
  /** The hold was captured, released or has expired. */
  HOLD_ENDED: { status: 'CAPTURED' | 'RELEASED' | 'EXPIRED' };
  /** The grant was voided or has expired. */
  GRANT_ENDED: { reason: 'VOIDED' | 'EXPIRED' };
  /** The allowance would be smaller than what the account owes already. */
  OVERDRAFT_IN_USE: { owed: number };
  /** A refund asked for more than is left of its spend. */
  REFUND_EXCEEDS_SPEND: { requested: number; refundable: number };
  /** An absolute adjustment was based on a balance that has changed since. */
  BALANCE_MOVED: { expected: number; actual: number };
  BALANCE_OVERFLOW: { largest: number };
  RATE_LIMITED: { retryAfterSeconds: number };
  /** Too much waits for the database; nothing was done. */
  OVERLOADED: { retryAfterSeconds: number };
  /** The database does not answer; whether the call was carried out shows when it is repeated with the same key. */
  UNAVAILABLE: { retryAfterSeconds: number };
  UPSTREAM_FAILED: { refunded: boolean };
  /** Another row has this value already; `id` names it. */
  ALREADY_EXISTS: { field: string; id: string };
  /** What the change was based on has changed since: look at it again. `current` is the version it has now. */
  OUT_OF_DATE: { current: string };
  /** Someone depends on it, so it cannot go or become another. */
  IN_USE: { count: number };
  /** This installation lacks what the call needs. */
  NOT_CONFIGURED: { missing: string };
  FILE_TOO_LARGE: { limitBytes: number };
  /** What the content shows is not allowed, whatever it is called; null: nothing that is known. */
  FILE_TYPE_REFUSED: { contentType: string | null };
  QUOTA_EXCEEDED: { usedBytes: number; quotaBytes: number; usedFiles: number; quotaFiles: number };
  /** Storing files costs credits here, and a day could not be paid. */
  STORAGE_UNPAID: { day: string };
  /** The sender broke off or was too slow; nothing was kept. */
  UPLOAD_BROKEN: { reason: 'cut' | 'idle' };
  /** The store does not take or give the bytes; nothing was changed. */
  STORE_FAILED: { reason: 'full' | 'unavailable' };
  /** Clerk did not tell what it was asked. `status` is its HTTP status, if it answered. */
  CLERK_FAILED: { reason: ClerkFailure; status: number | null };
};

export type DomainErrorCode = keyof DomainErrorDetails;

/** The only error that services throw on purpose; its message is safe to show. */
export class DomainError<Code extends DomainErrorCode = DomainErrorCode> extends Error {
  override readonly name = 'DomainError';
  readonly code: Code;
  readonly details: DomainErrorDetails[Code];

  constructor(code: Code, message: string, details: DomainErrorDetails[Code], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** What a client finds under `error.data.domain`: the code and its details. */
export type DomainErrorShape = {
  [Code in DomainErrorCode]: { code: Code } & DomainErrorDetails[Code];
}[DomainErrorCode];

export function shapeOf({ code, details }: DomainError): DomainErrorShape {
  // The class ties code and details together; the union of shapes cannot be rebuilt from the pair without a cast.
  return { code, ...details } as DomainErrorShape;
}

export function isDomainError<Code extends DomainErrorCode>(
  error: unknown,
  code?: Code,
): error is DomainError<Code> {
  return error instanceof DomainError && (code === undefined || error.code === code);
}

export function invalidInput(path: string, message: string): DomainError<'INVALID_INPUT'> {
  return new DomainError('INVALID_INPUT', `${path}: ${message}`, { issues: [{ path, message }] });
}

/** Not found and not yours are the same answer. */
export function notFound(what: string): DomainError<'NOT_FOUND'> {
  return new DomainError('NOT_FOUND', `No such ${what}.`, {});
}

/** For a refusal that names what may not be said in public, such as another user's data. */
export function forbidden(): DomainError<'FORBIDDEN'> {
  return new DomainError('FORBIDDEN', 'You may not do this.', {});
}

/** When a refused call is worth another try, in seconds; null for every other error. */
export function retryAfterSecondsOf(error: unknown): number | null {
  if (
    isDomainError(error, 'OVERLOADED') ||
    isDomainError(error, 'UNAVAILABLE') ||
    isDomainError(error, 'RATE_LIMITED')
  )
    return error.details.retryAfterSeconds;
  return null;
}
