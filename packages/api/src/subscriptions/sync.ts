import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { actorIdOf, requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { newId } from '../credits/receipt.ts';
import { DomainError, isDomainError, notFound } from '../errors.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { listPlansByKey } from '../plans/service.ts';
import { findProvisionedUser, syncIdentity } from '../users/provision-user.ts';
import type { Identity } from '../users/schema.ts';
import { parseInput } from '../validation.ts';
import { StartSyncInput, type SyncCounts, SyncRun } from './comparison-schema.ts';
import { findDrift } from './drift.ts';
import { askClerk, lookAt } from './look.ts';
import { syncWithClerk } from './sync-kind.ts';
import { findSyncRun, insertSyncRun, listSyncRuns, updateSyncRun } from './sync-repository.ts';

const PAGE = 50;
const noCounts: SyncCounts = {
  plans: 0,
  users: 0,
  newUsers: 0,
  subscriptions: 0,
  driftedUsers: 0,
  failedUsers: 0,
  unmappedPlanIds: [],
};

/**
 * Begins a walk over everything that Clerk has; a dry run changes nothing and counts what a real one would change. A job
 * does the walking, page by page, and goes on where it was after a crash.
 *
 * @throws NOT_CONFIGURED, ALREADY_EXISTS while one is running, FORBIDDEN to non-admins.
 */
export async function startSync(ctx: ServiceContext, input: StartSyncInput): Promise<SyncRun> {
  requireAdmin(ctx);
  const { isDryRun } = parseInput(StartSyncInput, input);
  if (!ctx.clerkBilling) {
    throw new DomainError('NOT_CONFIGURED', 'There is no connection to Clerk.', {
      missing: 'CLERK_SECRET_KEY',
    });
  }
  return withTransaction(ctx.db, (tx) => insertSync({ ...ctx, db: tx }, isDryRun));
}

async function insertSync(ctx: ServiceContext, isDryRun: boolean): Promise<SyncRun> {
  const at = ctx.now();
  const id = newId(at);
  if (!(await enqueue(ctx, syncWithClerk, { runId: id }, { key: syncWithClerk.name }))) {
    const message = 'A sync is under way, or one that failed waits among the dead jobs.';
    throw new DomainError('ALREADY_EXISTS', message, { field: 'sync', id: '' });
  }
  const run = await insertSyncRun(ctx.db, {
    id,
    isDryRun,
    counts: noCounts,
    startedById: actorIdOf(ctx),
    at,
  });
  const after = { isDryRun };
  await recordAudit(ctx, { action: 'subscriptions.startSync', targetType: 'job', targetId: id, after });
  return SyncRun.parse(run);
}

/** The newest walks. @throws FORBIDDEN to non-admins. */
export async function searchSyncRuns(ctx: ServiceContext): Promise<SyncRun[]> {
  requireAdmin(ctx);
  return (await listSyncRuns(ctx.db, 20)).map((run) => SyncRun.parse(run));
}

/** Walks on from where the run is. What it throws leaves the run resumable. */
export async function walkOn(ctx: ServiceContext & { signal: AbortSignal }, runId: string): Promise<void> {
  const row = await findSyncRun(ctx.db, runId);
  if (!row) throw notFound('sync run');
  const run = SyncRun.parse(row);
  if (run.status !== 'running') return;
  const { counts } = run;
  if (run.phase === 'plans') {
    const plans = (await ctx.clerkPlans?.()) ?? [];
    counts.plans = plans.length;
    await noteUnmapped(
      ctx,
      counts,
      plans.map((plan) => plan.id),
    );
    await updateSyncRun(ctx.db, runId, { phase: 'users', counts, updatedAt: ctx.now() });
  }
  for (let offset = run.offset; ; ) {
    ctx.signal.throwIfAborted();
    const page = await ctx.clerkBilling?.listUsers({ limit: PAGE, offset });
    const users = page?.users ?? [];
    for (const identity of users) await syncUser(ctx, identity, run.isDryRun, counts);
    offset += users.length;
    counts.users = offset;
    await updateSyncRun(ctx.db, runId, { offset, total: page?.total ?? 0, counts, updatedAt: ctx.now() });
    if (users.length === 0 || offset >= (page?.total ?? 0)) break;
  }
  const at = ctx.now();
  await updateSyncRun(ctx.db, runId, { status: 'done', phase: 'done', updatedAt: at, endedAt: at });
}

/** One user who cannot be compared does not end the walk. */
async function syncUser(ctx: ServiceContext, identity: Identity, isDryRun: boolean, counts: SyncCounts) {
  try {
    const known = await findProvisionedUser(ctx, identity.clerkUserId);
    if (!known) counts.newUsers += 1;
    if (!isDryRun) await syncIdentity(ctx, identity, { adminEmails: ctx.adminEmails ?? new Set() });
    const told = (await askClerk(ctx, identity.clerkUserId)) ?? [];
    counts.subscriptions += told.length;
    await noteUnmapped(
      ctx,
      counts,
      told.flatMap(({ planKey }) => planKey ?? []),
    );
    const user = known ?? (await findProvisionedUser(ctx, identity.clerkUserId));
    if (!user) {
      if (told.length > 0) counts.driftedUsers += 1;
      return;
    }
    const { isDrifted } = await findDrift(ctx, user.userId);
    if (!isDrifted) return;
    counts.driftedUsers += 1;
    if (!isDryRun) await lookAt(ctx, user.userId);
  } catch (error) {
    if (isDomainError(error, 'CLERK_FAILED')) throw error;
    counts.failedUsers += 1;
    ctx.logger.error({ err: error, clerkUserId: identity.clerkUserId }, 'A user could not be synced');
  }
}

async function noteUnmapped(ctx: ServiceContext, counts: SyncCounts, planIds: string[]): Promise<void> {
  const plans = await listPlansByKey(ctx, planIds);
  const unmapped = planIds.filter((id) => !plans.some((plan) => plan.clerkId === id || plan.id === id));
  counts.unmappedPlanIds = [...new Set([...counts.unmappedPlanIds, ...unmapped])].toSorted();
}
