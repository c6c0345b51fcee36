import { z } from 'zod';

/** What the auditor checks of one account; the law that each belongs to is in audit-rules.ts. */
const auditRules = [
  'balance',
  'held',
  'owner',
  'direction',
  'hold-shares',
  'overdraft',
  'gap',
  'chain',
  'time',
  'newest',
  'newest-time',
  'key',
  'key-twice',
  'hold-key',
  'refund-link',
  'refund-target',
  'refund-sum',
  'refund-number',
  'hold-link',
  'hold-state',
  'hold-capture',
  'grant-count',
  'grant-amount',
  'grant-origin',
  'grant-return',
  'grant-remainder',
  'grant-account',
  'hold-grants',
  'removal',
  'removal-payer',
  'unpaid',
  'burn',
  'burn-grant',
  'burn-range',
  'unsettled',
  'settled',
  'settled-balance',
  'due',
  'usage-day',
  'usage-so-far',
  'usage-fold',
  'usage-folded-seq',
  'usage-mark',
] as const;
export const AuditRule = z.enum(auditRules);
export type AuditRule = z.infer<typeof AuditRule>;

/** One rule that one user's ledger breaks. */
export const Deviation = z.object({
  userId: z.string(),
  law: z.int(),
  rule: AuditRule,
  /** The first entry, hold or grant where it shows; null: the balance row. */
  place: z.string().nullable(),
  /** In how many places it shows. */
  count: z.int(),
  expected: z.string(),
  found: z.string(),
});
export type Deviation = z.infer<typeof Deviation>;

const OpenDeviation = Deviation.extend({ firstSeenAt: z.date(), lastSeenAt: z.date() });

export const AuditorState = z.object({
  /** When every user had been audited last; null before the first pass ended. */
  lastPassAt: z.date().nullable(),
  lastPassUsers: z.int(),
  passStartedAt: z.date().nullable(),
  /** An admin's audit of everybody waits or runs. */
  isAuditingAll: z.boolean(),
  /** In the pass that is under way. */
  usersAudited: z.int(),
  openDeviations: z.int(),
  /** The newest of them, at most 100. */
  deviations: z.array(OpenDeviation),
});
export type AuditorState = z.infer<typeof AuditorState>;

export const RunAuditorInput = z.strictObject({ userId: z.string().min(1) });
export type RunAuditorInput = z.infer<typeof RunAuditorInput>;

export const RunAuditorResult = z.object({
  auditedAt: z.date(),
  entriesAudited: z.int(),
  deviations: z.array(Deviation),
});
export type RunAuditorResult = z.infer<typeof RunAuditorResult>;

export const AuditLedgerRequest = z.union([
  RunAuditorInput,
  z.strictObject({
    all: z.literal(true),
    /** Goes on behind this user: the cursor of an earlier report. */
    afterUserId: z.string().nullish(),
    maxUsers: z.int().min(1).optional(),
  }),
]);
export type AuditLedgerRequest = z.infer<typeof AuditLedgerRequest>;
