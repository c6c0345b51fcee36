import type { ServiceContext } from '../../../context.ts';
import { listGrants, listPayments } from '../../grants.ts';
import { type LiveAccount, viewEntryRow, viewHoldRow } from './live-account.ts';
import type { Model } from './model.ts';
import { type GrantView, inRuns, inSums, type Payments, type Snapshot } from './snapshot.ts';

/** Learns the real ids of what the model has got since the last time; instants of creation tell which is which. */
export async function bindIds(account: LiveAccount, model: Model): Promise<void> {
  const { db, userId, entryIds, holdIds, grantIds } = account;
  if (entryIds.size < model.entries.length) {
    const where = { userId, seq: { gt: entryIds.size } };
    const entries = await db.usageHistory.findMany({ where, select: { id: true, seq: true } });
    for (const { id, seq } of entries) entryIds.set(seq, id);
  }
  if (holdIds.size < model.holds.length) {
    const holds = await db.creditHold.findMany({ where: { userId }, select: { id: true, createdAt: true } });
    for (const { id, createdAt } of holds) {
      holdIds.set(
        model.holds.findIndex((hold) => hold.createdAt === createdAt.getTime()),
        id,
      );
    }
  }
  if (grantIds.size < model.grants.length) {
    const grants = await db.creditGrant.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
    for (const { id, createdAt, originGrantId } of grants) {
      const origin = originGrantId === null ? null : placeOf(grantIds, originGrantId);
      const place = model.grants.findIndex(
        (grant) => grant.createdAt === createdAt.getTime() && grant.origin === origin,
      );
      grantIds.set(place, id);
      const grant = model.grants[place];
      if (grant) grant.id = id;
    }
  }
}

function placeOf(ids: Map<number, string>, id: string): number {
  for (const [place, other] of ids) if (other === id) return place;
  return -1;
}

/** All that the account shows to its owner at an instant. */
export async function snapshotOfLive(
  account: LiveAccount,
  ctx: ServiceContext,
  isThorough: boolean,
): Promise<Snapshot> {
  const { db, userId, grantIds, holdIds } = account;
  const grants = await listGrants(ctx, userId);
  const balance = await db.creditBalance.findUniqueOrThrow({ where: { userId } });
  const entries = await db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });
  const holds = await db.creditHold.findMany({ where: { userId } });
  const seqs = new Map(entries.map(({ id, seq }) => [id, seq]));
  const payments: Payments[] = [];
  for (const { id, creditsUsed } of isThorough ? entries : []) {
    const parts = (await listPayments(ctx, userId, id)).map(({ grantId, credits }) => ({
      grant: grantId === null ? null : placeOf(grantIds, grantId),
      credits,
    }));
    payments.push(creditsUsed > 0 ? inRuns(parts) : inSums(parts));
  }
  const inOrder = <Row extends { id: string }>(rows: Row[], ids: Map<number, string>) =>
    rows.toSorted((a, b) => placeOf(ids, a.id) - placeOf(ids, b.id));
  return {
    creditsRemaining: balance.creditsRemaining,
    creditsHeld: balance.creditsHeld,
    entries: entries.map(viewEntryRow),
    payments,
    grants: inOrder(grants, grantIds).map((grant): GrantView => {
      const { amountCredits, remainingCredits, priority, startsAt, expiresAt, state } = grant;
      return {
        amountCredits,
        remainingCredits,
        priority,
        startsAt: startsAt.getTime(),
        expiresAt: expiresAt?.getTime() ?? null,
        entrySeq: grant.entryId === null ? null : (seqs.get(grant.entryId) ?? -1),
        origin: grant.originGrantId === null ? null : placeOf(grantIds, grant.originGrantId),
        state,
      };
    }),
    holds: inOrder(holds, holdIds).map(viewHoldRow),
  };
}
