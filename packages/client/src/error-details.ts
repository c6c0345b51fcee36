type Period = 'DAY' | 'MONTH';

/** What a refusal carries, by its code. */
export type DomainErrorDetails = {
  UNAUTHENTICATED: { reason?: 'malformed' | 'unknown' | 'revoked' | 'expired' };
  FORBIDDEN: { reason?: 'api-key' | 'scope' | 'origin' | 'address'; scope?: string };
  ACCOUNT_INACTIVE: Record<never, never>;
  NOT_FOUND: Record<never, never>;
  INVALID_INPUT: { issues: { path: string; message: string }[] };
  UNKNOWN_FEATURE: { featureKey: string };
  UNKNOWN_MODEL: { model: string; known: string[] };
  QUOTE_EXPIRED: { expiresAt: string };
  INSUFFICIENT_CREDITS: { required: number; available: number };
  /** The key was used before for a different request; `fields` names what differs. */
  CONFLICT: { fields: string[] };
  /** The key paid for an earlier run of this work; it is neither run nor charged again. */
  ALREADY_CHARGED: { entryId: string; refunded: boolean };
  SPEND_CAP_REACHED: {
    period: Period;
    featureKey: string | null;
    limit: number;
    used: number;
    required: number;
    resetsAt: string;
  };
  KEY_CAP_REACHED: {
    period: Period | 'TOTAL';
    limit: number;
    used: number;
    required: number;
    resetsAt: string | null;
  };
  HOLD_ENDED: { status: 'CAPTURED' | 'RELEASED' | 'EXPIRED' };
  GRANT_ENDED: { reason: 'VOIDED' | 'EXPIRED' };
  REFUND_EXCEEDS_SPEND: { requested: number; refundable: number };
  BALANCE_OVERFLOW: { largest: number };
  RATE_LIMITED: Record<never, never>;
  UNAVAILABLE: Record<never, never>;
  /** An answer that this version of the client does not know. */
  UNEXPECTED: Record<string, unknown>;
};
