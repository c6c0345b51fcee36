import type { ServiceContext } from '../../../context.ts';
import { listGrants, listPayments } from '../../grants.ts';
import type { LiveAccount } from './live-account.ts';
import type { Model } from './model.ts';
import { bindGrants, bindHolds, inOrder, placeOf, viewEntryRow, viewGrantRow, viewHoldRow } from './rows.ts';
import { inRuns, inSums, type Payments, type Snapshot } from './snapshot.ts';

/** Learns the ids of what the model has got since the last time. */
export async function bindIds(account: LiveAccount, model: Model): Promise<void> {
  const { db, userId, entryIds, holdIds, grantIds } = account;
  if (entryIds.size < model.entries.length) {
    const where = { userId, seq: { gt: entryIds.size } };
    const entries = await db.usageHistory.findMany({ where, select: { id: true, seq: true } });
    for (const { id, seq } of entries) entryIds.set(seq, id);
  }
  if (holdIds.size < model.holds.length) {
    const select = { id: true, createdAt: true };
    bindHolds(account, model, await db.creditHold.findMany({ where: { userId }, select }));
  }
  if (grantIds.size < model.grants.length) {
    const orderBy = { createdAt: 'asc' } as const;
    bindGrants(account, model, await db.creditGrant.findMany({ where: { userId }, orderBy }));
  }
}

/** All that the account shows to its owner at an instant; payments take long to ask for. */
export async function snapshotOfLive(
  account: LiveAccount,
  ctx: ServiceContext,
  withPayments: boolean,
): Promise<Snapshot> {
  const { db, userId, grantIds, holdIds } = account;
  const grants = await listGrants(ctx, userId);
  const { creditsRemaining, creditsHeld } = await db.creditBalance.findUniqueOrThrow({ where: { userId } });
  const entries = await db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });
  const holds = await db.creditHold.findMany({ where: { userId } });
  const seqs = new Map(entries.map(({ id, seq }) => [id, seq]));
  const payments: Payments[] = [];
  for (const { id, creditsUsed } of withPayments ? entries : []) {
    const listed = await listPayments(ctx, userId, id);
    const parts = listed.map(({ grantId, credits }) => ({ grant: placeOf(grantIds, grantId), credits }));
    payments.push(creditsUsed > 0 ? inRuns(parts) : inSums(parts));
  }
  return {
    creditsRemaining,
    creditsHeld,
    entries: entries.map(viewEntryRow),
    payments,
    grants: inOrder(grants, grantIds).map((grant) => viewGrantRow(grant, account, (id) => seqs.get(id))),
    holds: inOrder(holds, holdIds).map(viewHoldRow),
  };
}
