import { withTransaction } from '@scrip/database';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { invalidInput, notFound } from '../errors.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { findFeatureKeys } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import {
  cancelUnfinished,
  findPreview,
  insertPreview,
  listPeople,
  listPlanIds,
  listPreviewRows,
  type PreviewRow,
} from './repository.ts';
import { totalsOf } from './run-preview.ts';
import { runPreviewKind } from './run-preview-kind.ts';
import { Preview, type PreviewResult, StartPreviewInput } from './schema.ts';
import { bucketEdges } from './totals.ts';

const DAY_MS = 86_400_000;
const LISTED = 20;

/**
 * Begins to work out what proposed prices and plan credits would have done to the entries of the last days. It runs as a
 * job; the one that it replaces is cancelled if it is the same admin's, others run on. Changes no price and no balance.
 *
 * @throws INVALID_INPUT (also for features and plans that do not exist), FORBIDDEN to non-admins.
 */
export async function startPreview(ctx: ServiceContext, input: StartPreviewInput): Promise<Preview> {
  const { userId: createdById } = requireAdmin(ctx);
  const { replaces, ...proposal } = parseInput(StartPreviewInput, input);
  await refuseUnknown(ctx, proposal);
  const to = ctx.now();
  const from = new Date(to.getTime() - proposal.days * DAY_MS);
  return withTransaction(ctx.db, async (tx) => {
    if (replaces !== undefined) await cancelUnfinished(tx, { id: replaces, createdById }, to);
    const row = await insertPreview(tx, { createdById, proposal, from, to, createdAt: to });
    await enqueue({ db: tx, now: ctx.now }, runPreviewKind, { previewId: row.id });
    return toPreview(ctx, row);
  });
}

async function refuseUnknown(
  ctx: ServiceContext,
  { prices, planCredits }: { prices: object; planCredits: object },
): Promise<void> {
  const known = {
    prices: await findFeatureKeys(ctx),
    planCredits: await listPlanIds(ctx.db, Object.keys(planCredits)),
  };
  for (const key of Object.keys(prices)) {
    if (!known.prices.includes(key)) throw invalidInput(`prices.${key}`, 'There is no such feature.');
  }
  for (const id of Object.keys(planCredits)) {
    if (!known.planCredits.includes(id)) throw invalidInput(`planCredits.${id}`, 'There is no such plan.');
  }
}

/** @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getPreview(ctx: ServiceContext, id: string): Promise<Preview> {
  requireAdmin(ctx);
  const row = await findPreview(ctx.db, id);
  if (!row) throw notFound('preview');
  return toPreview(ctx, row);
}

/** Stops after the users that are being worked out; one that has ended stays as it is. @throws as `getPreview`. */
export async function cancelPreview(ctx: ServiceContext, id: string): Promise<Preview> {
  requireAdmin(ctx);
  await cancelUnfinished(ctx.db, { id }, ctx.now());
  return getPreview(ctx, id);
}

/** The newest, without their results. @throws FORBIDDEN to non-admins. */
export async function listPreviews(ctx: ServiceContext): Promise<Preview[]> {
  requireAdmin(ctx);
  return (await listPreviewRows(ctx.db, LISTED)).map((row) => Preview.parse({ ...row, result: null }));
}

async function toPreview(ctx: ServiceContext, row: PreviewRow): Promise<Preview> {
  const result = row.status === 'done' ? await toResult(ctx, row) : null;
  return Preview.parse({ ...row, result });
}

async function toResult(ctx: ServiceContext, row: PreviewRow): Promise<PreviewResult> {
  const { histogram, runOuts, winners, losers, ...totals } = totalsOf(row);
  const ids = [...runOuts, ...winners, ...losers].map(({ userId }) => userId);
  const people = new Map((await listPeople(ctx.db, ids)).map((person) => [person.id, person]));
  const named = <T extends { userId: string }>(user: T) => {
    const { name = null, email = null } = people.get(user.userId) ?? {};
    return { ...user, name, email };
  };
  return {
    ...totals,
    histogram: histogram.map((users, index) => ({
      fromPercent: bucketEdges[index - 1] ?? null,
      toPercent: bucketEdges[index] ?? null,
      users,
    })),
    runOuts: runOuts.map(({ atMs, ...runOut }) => named({ ...runOut, at: new Date(atMs) })),
    winners: winners.map(named),
    losers: losers.map(named),
  };
}
