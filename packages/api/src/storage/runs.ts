import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin, requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { newId } from '../credits/receipt.ts';
import { DomainError, invalidInput, notFound } from '../errors.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { Finding, type MoveInput, type RunCounts, type RunRef, StorageRun } from './admin-schema.ts';
import { deleteObject, findObject } from './repository.ts';
import { storageRunKey, storageRunKind } from './run-kind.ts';
import {
  countStored,
  findKnownPathnames,
  findRun,
  findRunning,
  insertRun,
  listRuns,
} from './run-repository.ts';
import { storageOf, storeOf } from './storage.ts';
import { storeFailed } from './store-failed.ts';

const none: RunCounts = { looked: 0, orphans: 0, missing: 0, moved: 0, failed: 0, total: 0 };

type Start = { kind: 'reconcile' | 'move'; fromStore: string | null; toStore: string | null; total: number };

/** @throws IN_USE while another run is under way. */
async function startRun(ctx: ServiceContext, { total, ...start }: Start): Promise<{ id: string }> {
  return withTransaction(ctx.db, async (db) => {
    if (await findRunning(db)) throw new DomainError('IN_USE', 'Another run is under way.', { count: 1 });
    const at = ctx.now();
    const id = newId(at);
    await insertRun(db, { ...start, id, counts: { ...none, total }, at });
    await enqueue({ ...ctx, db }, storageRunKind, { runId: id }, { key: storageRunKey(id) });
    const action = `storage.${start.kind}`;
    if (ctx.principal?.kind === 'user')
      await recordAudit({ ...ctx, db }, { action, targetType: 'job', targetId: id });
    return { id };
  });
}

/** Compares every store with the rows, in the background. @throws IN_USE, FORBIDDEN to non-admins. */
export async function startReconciliation(ctx: ServiceContext): Promise<{ id: string }> {
  requireAdmin(ctx);
  return reconcileNow(ctx);
}

/** The weekly one, too. */
export function reconcileNow(ctx: ServiceContext): Promise<{ id: string }> {
  return startRun(ctx, { kind: 'reconcile', fromStore: null, toStore: null, total: 0 });
}

/** Moves every file of one store to another, in the background. @throws INVALID_INPUT, NOT_CONFIGURED, IN_USE, FORBIDDEN to users. */
export async function startMove(ctx: ServiceContext, { from, to }: MoveInput): Promise<{ id: string }> {
  requireOperator(ctx);
  if (from === to) throw invalidInput('to', 'Choose another store than the one that the files are in.');
  for (const provider of [from, to]) storeOf(storageOf(ctx), provider);
  const total = await countStored(ctx.db, from);
  return startRun(ctx, { kind: 'move', fromStore: from, toStore: to, total });
}

/** The newest runs. @throws FORBIDDEN to non-admins. */
export async function listStorageRuns(ctx: ServiceContext): Promise<StorageRun[]> {
  requireAdmin(ctx);
  return z.array(StorageRun).parse(await listRuns(ctx.db, 10));
}

/**
 * Removes what a comparison found: bytes without a row, rows without bytes. Each is looked at again first, so what has
 * been put right meanwhile stays. @throws NOT_FOUND, STORE_FAILED, FORBIDDEN to non-admins.
 */
export async function repairFindings(ctx: ServiceContext, { id }: RunRef): Promise<{ changed: number }> {
  requireAdmin(ctx);
  const run = await findRun(ctx.db, id);
  if (run?.kind !== 'reconcile') throw notFound('comparison');
  const findings = z.array(Finding).parse(run.findings);
  // Bytes in a store obey no transaction: the trace is there before the first of them is removed.
  await recordAudit(ctx, {
    action: 'storage.repair',
    targetType: 'job',
    targetId: id,
    before: { findings: findings.length },
  });
  let changed = 0;
  try {
    for (const finding of findings) if (await repair(ctx, finding)) changed += 1;
  } catch (error) {
    throw storeFailed(error);
  }
  return { changed };
}

async function repair(ctx: ServiceContext, finding: Finding): Promise<boolean> {
  const { provider, pathname, url, userId, id } = finding;
  const store = storeOf(storageOf(ctx), provider);
  if (finding.kind === 'orphan') {
    if ((await findKnownPathnames(ctx.db, provider, [basePathname(pathname)])).size > 0) return false;
    if (!(await store.head({ pathname, url }))) return false;
    await store.delete({ pathname, url });
    return true;
  }
  if (userId === null || id === null) return false;
  const row = await findObject(ctx.db, userId, id);
  if (row?.provider !== provider || (await store.head(row))) return false;
  await deleteObject(ctx.db, row);
  return true;
}

/** The name of the file that a small picture, or an upload to the store, belongs to. */
export function basePathname(pathname: string): string {
  return pathname.replace(/\.(thumb\.webp|incoming)$/, '');
}
