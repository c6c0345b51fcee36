import type { ServiceContext } from '../context.ts';
import { holdPlan } from '../plans/service.ts';
import { endedStatuses, type ItemSnapshot, type Provider } from './facts.ts';
import { endOfPeriod } from './manual-item.ts';
import { loadPolicies } from './policies.ts';
import { findItem, type ItemRow, upsertItem, upsertPeriod } from './repository.ts';

/**
 * Takes over what a provider said of an item. The newest statement decides what the item is, whatever order they come
 * in; every one adds the period that it proves to be paid. The caller holds the lock on the user.
 */
export async function takeOverSnapshot(
  ctx: ServiceContext,
  { userId, provider }: { userId: string; provider: Provider },
  snapshot: ItemSnapshot,
): Promise<void> {
  if (snapshot.planKey && !isOver(snapshot.status)) await holdPlan(ctx, snapshot.planKey);
  const stored = await findItem(ctx.db, userId, snapshot.itemId);
  const at = ctx.now();
  const next = mergeItem(stored, { userId, provider }, snapshot);
  await upsertItem(ctx.db, next, at);
  const periods = [firstPeriod(snapshot), provenPeriod(snapshot)].filter((period) => period !== null);
  if (periods.length === 0) return;
  const policy = (await loadPolicies(ctx, [snapshot.planKey])).get(snapshot.planKey ?? '');
  const monthlyCredits = policy?.monthlyCreditsOnYearly ?? true;
  for (const period of periods) await upsertPeriod(ctx.db, { ...period, userId, monthlyCredits }, at);
}

/** What is known of an item after another statement about it. */
function mergeItem(
  stored: ItemRow | null,
  owner: { userId: string; provider: Provider },
  snapshot: ItemSnapshot,
): Omit<ItemRow, 'createdAt' | 'updatedAt'> {
  const { itemId: id, firstPaidStart: _first, ...state } = snapshot;
  const told = { ...state, ...owner, id, dueAt: stored?.dueAt ?? null, endedAt: endOf(snapshot) };
  if (!stored) return told;
  const { createdAt: _, updatedAt: __, ...known } = stored;
  const newest = isNewer(snapshot, known) ? told : known;
  // The first message of an end tells when it was; later ones repeat it.
  const ends = [known.endedAt, told.endedAt].filter((end) => end !== null).map(Number);
  const isEnded = newest.status === 'ended' || newest.status === 'expired';
  return { ...newest, endedAt: isEnded && ends.length > 0 ? new Date(Math.min(...ends)) : null };
}

function endOf({ status, endedAt, stateAt }: ItemSnapshot): Date | null {
  return status === 'ended' || status === 'expired' ? (endedAt ?? stateAt) : null;
}

/** Of two statements of one instant the later stage wins, so that both orders agree. */
function isNewer(
  snapshot: ItemSnapshot,
  known: Pick<ItemRow, 'stateAt' | 'status' | 'periodStart'>,
): boolean {
  const byTime = snapshot.stateAt.getTime() - known.stateAt.getTime();
  const byPeriod = snapshot.periodStart.getTime() - known.periodStart.getTime();
  return (byTime || byPeriod || stageOf(snapshot.status) - stageOf(known.status)) > 0;
}

const stages = ['incomplete', 'upcoming', 'active', 'past_due', 'canceled', 'abandoned', 'expired', 'ended'];

function stageOf(status: string): number {
  return stages.indexOf(status);
}

/** The period that this statement proves to be paid, or to be a trial. */
function provenPeriod(snapshot: ItemSnapshot) {
  const { itemId, status, periodStart, periodEnd, pastDueSince, stateAt } = snapshot;
  const hasBegun = stateAt >= periodStart;
  const end = endOf(snapshot);
  const isPaid =
    status === 'active' ||
    (status === 'canceled' && !pastDueSince && hasBegun) ||
    (end !== null && !pastDueSince && end > periodStart && hasBegun);
  if (!isPaid || (periodEnd && periodEnd <= periodStart)) return null;
  const { planKey, isFreeTrial, period } = snapshot;
  return { itemId, startsAt: periodStart, endsAt: periodEnd, planKey, isFreeTrial, period, stateAt };
}

/** Those between it and the one that is told follow from the two. What was told of it at its time counts. */
function firstPeriod({ itemId, planKey, period, firstPaidStart: startsAt }: ItemSnapshot) {
  if (!startsAt) return null;
  const endsAt = endOfPeriod(startsAt, period);
  return { itemId, startsAt, endsAt, planKey, isFreeTrial: false, period, stateAt: startsAt };
}

export function isOver(status: string): boolean {
  return (endedStatuses as readonly string[]).includes(status);
}
