import { withTransaction } from '@scrip/database';
import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { isJobPending } from '../jobs/service.ts';
import { parseInput } from '../validation.ts';
import { auditAllJob, auditAllKey } from './audit-all-job.ts';
import { logChanges, recordFindings } from './findings.ts';
import { countDeviations, findState, listDeviations } from './repository.ts';
import {
  AuditLedgerRequest,
  AuditorState,
  type Deviation,
  RunAuditorInput,
  type RunAuditorResult,
} from './schema.ts';
import { auditGroup, walkAccounts } from './walk.ts';

/** A report holds this many deviations and those of the group that exceeded it; the rest is behind its cursor. */
const maxDeviations = 1_000;
const shownDeviations = 100;

export type AuditProgress = {
  usersAudited: number;
  entriesAudited: number;
  deviationsFound: number;
  /** The last user that was audited; null before the first. */
  afterUserId: string | null;
};

export type AuditReport = AuditProgress & {
  deviations: Deviation[];
  /** False: go on with `afterUserId`. */
  isComplete: boolean;
};

export type AuditLedgerOptions = {
  /** Ends the run between two groups of users; its report tells where to go on. */
  signal?: AbortSignal;
  /** Called after each group of users. */
  onProgress?: (progress: AuditProgress) => void;
};

/**
 * Recomputes the laws of the ledger from the entries of one user or of all, and names every deviation. Each user is
 * seen in one snapshot of the database, so a ledger in use shows none that is not there. Changes nothing. Ends early,
 * with a cursor, after `maxUsers`, when the signal aborts, or when it has found more than a thousand deviations.
 *
 * @throws NOT_FOUND (no such user), INVALID_INPUT, FORBIDDEN to users.
 */
export async function auditLedger(
  ctx: ServiceContext,
  request: AuditLedgerRequest,
  { signal, onProgress }: AuditLedgerOptions = {},
): Promise<AuditReport> {
  requireOperator(ctx);
  const scope = parseInput(AuditLedgerRequest, request);
  const report: AuditReport = { ...emptyReport, deviations: [] };
  const add = ({ userIds, entries, deviations }: Awaited<ReturnType<typeof auditGroup>>) => {
    report.usersAudited += userIds.length;
    report.entriesAudited += entries;
    report.deviationsFound += deviations.length;
    report.deviations.push(...deviations);
    report.afterUserId = userIds.at(-1) ?? report.afterUserId;
    const { deviations: _, isComplete: __, ...progress } = report;
    onProgress?.(progress);
  };
  if ('userId' in scope) {
    add(await auditUser(ctx, scope.userId));
    return { ...report, isComplete: true };
  }
  report.afterUserId = scope.afterUserId ?? null;
  if (signal?.aborted) return report;
  const { maxUsers = Number.POSITIVE_INFINITY } = scope;
  for await (const group of walkAccounts(ctx.db, { afterUserId: report.afterUserId, maxUsers })) {
    add(group);
    report.isComplete = group.isLast;
    if (signal?.aborted || report.deviations.length > maxDeviations) break;
  }
  return report;
}

const emptyReport = {
  usersAudited: 0,
  entriesAudited: 0,
  deviationsFound: 0,
  afterUserId: null,
  isComplete: false,
};

async function auditUser(ctx: ServiceContext, userId: string) {
  const group = await auditGroup(ctx.db, [userId]);
  if (group.userIds.length === 0) throw notFound('user');
  return group;
}

/**
 * Audits one user now and keeps the outcome for `getAuditorState`, as the background auditor would.
 * @throws NOT_FOUND, FORBIDDEN to users.
 */
export async function runAuditor(ctx: ServiceContext, input: RunAuditorInput): Promise<RunAuditorResult> {
  requireOperator(ctx);
  const { userId } = parseInput(RunAuditorInput, input);
  const at = ctx.now();
  const { entries, deviations } = await auditUser(ctx, userId);
  const changes = await withTransaction(ctx.db, (tx) => recordFindings(tx, [userId], deviations, at));
  logChanges(ctx.logger, changes);
  return { auditedAt: at, entriesAudited: entries, deviations };
}

/**
 * Has a job audit all users now, besides the background auditor. Asked again before it has ended, it goes on alone.
 * @throws FORBIDDEN to users.
 */
export async function runAuditorOnAll(ctx: ServiceContext): Promise<void> {
  requireOperator(ctx);
  await enqueue(ctx, auditAllJob, {}, { key: auditAllKey });
}

/** How far the background auditor is and what it found. @throws FORBIDDEN to users. */
export async function getAuditorState(ctx: ServiceContext): Promise<AuditorState> {
  requireOperator(ctx);
  const [state, isAuditingAll, openDeviations, deviations] = await Promise.all([
    findState(ctx.db),
    isJobPending(ctx, auditAllKey),
    countDeviations(ctx.db),
    listDeviations(ctx.db, shownDeviations),
  ]);
  return AuditorState.parse({
    lastPassAt: state?.lastPassAt ?? null,
    lastPassUsers: state?.lastPassUsers ?? 0,
    passStartedAt: state?.passStartedAt ?? null,
    isAuditingAll,
    usersAudited: state?.usersAudited ?? 0,
    openDeviations,
    deviations,
  });
}
